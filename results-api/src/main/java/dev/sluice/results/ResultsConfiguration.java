package dev.sluice.results;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.results.contract.PublishedSchemas;
import dev.sluice.results.contract.SchemasController;
import dev.sluice.results.dataset.DatasetSeriesController;
import dev.sluice.results.dataset.DatasetsController;
import dev.sluice.results.dataset.MeasurementsController;
import dev.sluice.results.event.EventsController;
import dev.sluice.results.event.LiveStreams;
import dev.sluice.results.file.FilesController;
import dev.sluice.results.file.ProfilesController;
import dev.sluice.results.file.ResultsController;
import dev.sluice.results.file.ResultsCsvController;
import dev.sluice.results.file.SeriesPages;
import dev.sluice.results.file.StatusController;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.ResultsErrors;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.operations.ClientUsesController;
import dev.sluice.results.page.PageController;
import dev.sluice.results.page.PageHeaders;
import dev.sluice.results.reject.RejectsController;
import dev.sluice.results.reject.RejectsCsvController;
import dev.sluice.results.routing.RoutedQueries;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.results.system.ResultsHealth;
import dev.sluice.results.system.SystemController;
import dev.sluice.results.window.DatasetWindowsController;
import dev.sluice.results.window.WindowsController;
import dev.sluice.results.window.WindowsCsvController;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.admission.LargeAnswers;
import dev.sluice.runtime.admission.LargeQuestions;
import dev.sluice.runtime.api.ApiConfiguration;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.http.PageOrigins;
import dev.sluice.runtime.operations.OperationsConfiguration;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SystemQueries;
import java.io.IOException;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wires the results API. Needs a {@link Settings} bean.
 *
 * <p>An application that provides {@link FileQueries} itself must name the configuration with that bean <em>before</em>
 * this one in its {@code @Import}: conditions are evaluated in the order of the imports, and the importing class's own
 * beans come last. In the wrong order there are two such beans and the start fails.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    AdmissionConfiguration.class,
    ApiConfiguration.class,
    HttpConfiguration.class,
    OperationsConfiguration.class,
    ClientUsesController.class,
    StatusController.class,
    ResultsController.class,
    ResultsCsvController.class,
    ProfilesController.class,
    WindowsController.class,
    WindowsCsvController.class,
    DatasetWindowsController.class,
    FilesController.class,
    RejectsController.class,
    RejectsCsvController.class,
    DatasetsController.class,
    DatasetSeriesController.class,
    MeasurementsController.class,
    SchemasController.class,
    PageController.class,
    SystemController.class,
    EventsController.class,
    ResultsErrors.class
})
public final class ResultsConfiguration {
    private static final List<String> READ_FROM_PAGES = List.of(
            "/status/**",
            "/results/**",
            "/files",
            "/datasets/**",
            "/measurements/**",
            "/schemas/**",
            "/system",
            "/events");

    @Bean
    static ResultsProperties resultsProperties(Settings settings) {
        return ResultsProperties.read(settings);
    }

    @Bean
    @ConditionalOnMissingBean(FileQueries.class)
    static RoutedQueries resultsQueries(ResultsProperties properties, Settings settings, SslBundles bundles) {
        AccessProperties access = AccessProperties.read(settings);
        String bundle = access.internalBundle();
        if (bundle.isEmpty()) {
            return RoutedQueries.start(properties, access.internalKey());
        }
        RoutedQueries queries = RoutedQueries.start(
                properties, access.internalKey(), bundles.getBundle(bundle).createSslContext());
        bundles.addBundleUpdateHandler(bundle, renewed -> queries.use(renewed.createSslContext()));
        return queries;
    }

    /** The name of the bean is that of the component in {@code /health}. */
    @Bean
    static ResultsHealth results(FileQueries queries) {
        return new ResultsHealth(queries);
    }

    /** Whether a file has many series is known only with the first page: {@link SeriesPages} handles that. */
    @Bean
    static LargeQuestions resultsLargeQuestions() {
        return new LargeQuestions(request -> {
            String path = request.getRequestURI();
            if (path.equals("/operations/clients")) {
                return true;
            }
            if (path.endsWith("/profiles")) {
                return LargeQuestions.limitBeyond(request, PageLimit.PROFILES.defaultValue());
            }
            if (path.endsWith("/windows")) {
                return LargeQuestions.limitBeyond(request, PageLimit.WINDOWS.defaultValue());
            }
            if (path.endsWith("/rejects")) {
                return LargeQuestions.limitBeyond(request, PageLimit.REJECTS.defaultValue());
            }
            return path.endsWith("/rejects.csv")
                    || path.endsWith("/windows.csv")
                    || (path.startsWith("/datasets/")
                            && LargeQuestions.limitBeyond(request, PageLimit.SERIES_OVER_FILES.defaultValue()));
        });
    }

    @Bean
    static VisibleFiles resultsVisibleFiles(FileQueries queries) {
        return new VisibleFiles(queries);
    }

    @Bean
    static SeriesPages resultsSeriesPages(VisibleFiles files, LargeAnswers largeAnswers) {
        return new SeriesPages(files, largeAnswers);
    }

    @Bean
    static LiveStreams resultsLiveStreams(SystemQueries system, ResultsProperties properties) {
        return new LiveStreams(system, properties.maxEventStreams(), properties.maxEventQuestions());
    }

    @Bean
    static FilterRegistrationBean<PageHeaders> resultsPageHeaders(
            ResultsProperties properties, ObjectProvider<PageOrigins> others) {
        var filter = new FilterRegistrationBean<>(new PageHeaders(
                properties.uploadUrl(),
                others.stream().flatMap(each -> each.origins().stream()).toList()));
        filter.setUrlPatterns(PageHeaders.PATHS);
        return filter;
    }

    @Bean
    static PublishedSchemas resultsPublishedSchemas() throws IOException {
        return PublishedSchemas.read();
    }

    /** Allows encoded slashes and backslashes, which Tomcat refuses by default: keys of series may contain them. */
    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> resultsSeriesKeysInPaths() {
        return server -> server.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
    }

    @Bean
    static WebMvcConfigurer resultsCors(ResultsProperties properties) {
        String[] origins = properties.corsOrigins().toArray(String[]::new);
        return new WebMvcConfigurer() {
            @Override
            public void addCorsMappings(CorsRegistry registry) {
                if (origins.length == 0) {
                    return;
                }
                for (String path : READ_FROM_PAGES) {
                    registry.addMapping(path)
                            .allowedOrigins(origins)
                            .allowedMethods("GET", "HEAD")
                            .exposedHeaders(
                                    HttpHeaders.RETRY_AFTER, RejectsCsvController.KEPT, ResultsCsvController.OVERFLOW);
                }
            }
        };
    }
}
