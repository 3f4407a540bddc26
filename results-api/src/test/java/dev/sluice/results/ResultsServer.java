package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.testing.contract.ApiContract;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The results API in an embedded Tomcat on a free port. */
public final class ResultsServer implements AutoCloseable {
    static final String CLIENT = "x-test-client";

    private final ServletWebServerApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private ResultsServer(Class<?> application, String... properties) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                .properties("spring.config.name=results-api")
                .properties(properties)
                .run("--server.port=0");
    }

    /** Over a fake in the same process, as in standalone. */
    public static ResultsServer overFake(String... properties) {
        return new ResultsServer(OverFake.class, properties);
    }

    /** Likewise; who sends a request is what its header {@link #CLIENT} says, and such a client sees its own files. */
    static ResultsServer overFakeWithClients() {
        return new ResultsServer(OverFakeWithClients.class);
    }

    /** As it runs alone, over an aggregator elsewhere. */
    public static ResultsServer alone(URI aggregator, String... properties) {
        String[] all = new String[properties.length + 1];
        System.arraycopy(properties, 0, all, 0, properties.length);
        all[properties.length] = "sluice.results.aggregators=" + aggregator;
        return new ResultsServer(ResultsApplication.class, all);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All that controllers are mapped to. */
    RequestMappingHandlerMapping mappings() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://localhost:" + context.getWebServer().getPort() + pathAndQuery);
    }

    /** A GET, with an answer as the contract has it; headers are names and values in turn. */
    public HttpResponse<String> get(String pathAndQuery, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return ApiContract.written().verify(client.send(request, handler));
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class InProcessQueries {
        @Bean
        static FakeFileQueries fakeFileQueries() {
            return new FakeFileQueries();
        }

        @Bean
        static Settings settings() {
            return new Settings(Map.of()).verify(ResultsProperties::read);
        }
    }

    /** The queries' configuration first, as {@link ResultsConfiguration} asks for. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({InProcessQueries.class, ResultsConfiguration.class})
    static class OverFake {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({InProcessQueries.class, ResultsConfiguration.class})
    static class OverFakeWithClients {
        @Bean
        static FilterRegistrationBean<HttpFilter> callers() {
            var filter = new FilterRegistrationBean<HttpFilter>(new HttpFilter() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    String client = request.getHeader(CLIENT);
                    if (client != null) {
                        new Caller(client, EnumSet.allOf(Right.class), false).enter(request);
                    }
                    chain.doFilter(request, response);
                }
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
            return filter;
        }
    }
}
