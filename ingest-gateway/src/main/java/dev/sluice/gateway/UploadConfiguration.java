package dev.sluice.gateway;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.BrokerDisks;
import dev.sluice.gateway.log.DiskSpace;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.resume.UploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.upload.Ingests;
import dev.sluice.gateway.upload.ResumableUploads;
import dev.sluice.gateway.upload.Uploads;
import dev.sluice.gateway.web.IngestController;
import dev.sluice.gateway.web.IngestProblems;
import dev.sluice.gateway.web.ProposalController;
import dev.sluice.gateway.web.ProposalProblems;
import dev.sluice.gateway.web.RequestLimit;
import dev.sluice.gateway.web.RequestSpans;
import dev.sluice.gateway.web.ResumableController;
import dev.sluice.gateway.web.ResumableProblems;
import dev.sluice.gateway.web.UploadController;
import dev.sluice.gateway.web.UploadProblems;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.admission.BodyPaths;
import dev.sluice.runtime.api.ApiConfiguration;
import dev.sluice.runtime.http.TrustedOrigins;
import dev.sluice.runtime.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires the upload, proposal and ingest endpoints on top of any {@link FileLog}. */
@Configuration(proxyBeanMethods = false)
@Import({
    AdmissionConfiguration.class,
    ApiConfiguration.class,
    UploadController.class,
    UploadProblems.class,
    ProposalController.class,
    ProposalProblems.class,
    IngestController.class,
    IngestProblems.class,
    ResumableController.class,
    ResumableProblems.class
})
public class UploadConfiguration {
    /** The paths that take bodies, also from pages of trusted origins. */
    private static final Set<String> PATHS = Set.of("/upload", "/datasets/proposal", "/ingest");

    /** The paths of resumable uploads, with bodies, too. */
    private static final Set<String> RESUMABLE = Set.of("/uploads", "/uploads/");

    private static final Set<String> ALL =
            Stream.of(PATHS, RESUMABLE).flatMap(Set::stream).collect(Collectors.toSet());

    private static final int MAX_PROPOSALS = 2;
    private static final int MAX_CHECKED = 4;

    @Bean
    static Uploads gatewayUploads(FileLog log, UploadClaims claims, GatewayProperties properties) {
        return new Uploads(log, claims, properties, newFileIds(), Clock.systemUTC());
    }

    @Bean
    static ResumableUploads gatewayResumableUploads(
            FileLog log,
            UploadClaims claims,
            UploadStates states,
            GatewayProperties properties,
            MeterRegistry registry) {
        registry.gauge("sluice.gateway.resumable.open", states, UploadStates::open);
        return new ResumableUploads(log, claims, states, properties, newFileIds(), Clock.systemUTC());
    }

    /** A part with a checksum is held in memory. */
    @Bean
    static RequestLimit gatewayCheckedLimit() {
        return new RequestLimit(MAX_CHECKED, Problem.TOO_MANY_UPLOADS);
    }

    @Bean
    static Ingests gatewayIngests(FileLog log, UploadClaims claims) {
        return new Ingests(log, claims, newFileIds(), Clock.systemUTC());
    }

    /**
     * UUIDv7: ids sort by creation time, which suits a list of the newest files. The generator locks, so threads may
     * share it.
     */
    private static Supplier<String> newFileIds() {
        NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
        return () -> ids.generate().toString();
    }

    @Bean
    static RequestLimit gatewayUploadLimit(GatewayProperties properties, MeterRegistry registry) {
        RequestLimit limit = new RequestLimit(properties.maxUploads(), Problem.TOO_MANY_UPLOADS);
        registry.gauge("sluice.gateway.uploads.in.progress", limit, RequestLimit::taken);
        return limit;
    }

    /** A proposal takes a processor for up to some seconds, and up to 40 MiB. */
    @Bean
    static RequestLimit gatewayProposalLimit() {
        return new RequestLimit(MAX_PROPOSALS, Problem.TOO_MANY_PROPOSALS);
    }

    @Bean
    static RequestLimit gatewayIngestLimit(GatewayProperties properties, MeterRegistry registry) {
        RequestLimit limit = new RequestLimit(properties.maxIngests(), Problem.TOO_MANY_INGESTS);
        registry.gauge("sluice.gateway.ingests.in.progress", limit, RequestLimit::taken);
        return limit;
    }

    /** Without a broker client the free disk space is unknown. */
    @Bean
    static DiskSpace gatewayDiskSpace(GatewayProperties properties, ObjectProvider<BrokerDisks> disks) {
        BrokerDisks known = disks.getIfAvailable();
        return new DiskSpace(
                properties.minFreeDisk(),
                known == null ? () -> CompletableFuture.completedFuture(OptionalLong.empty()) : known::minFree,
                System::nanoTime);
    }

    @Bean
    static BodyPaths gatewayBodies() {
        return new BodyPaths(ALL);
    }

    @Bean
    static GatewayMetrics gatewayMetrics(MeterRegistry registry) {
        return new GatewayMetrics(registry);
    }

    @Bean
    static ClaimMetrics gatewayClaimMetrics(MeterRegistry registry) {
        return new ClaimMetrics(registry);
    }

    @Bean
    static RequestSpans gatewaySpans(@Qualifier("gatewayTracing") Tracing tracing) {
        return new RequestSpans(tracing);
    }

    @Bean(defaultCandidate = false)
    static Tracing gatewayTracing(@Value("${" + Tracing.ENDPOINT + ":}") String endpoint) {
        return Tracing.to(endpoint, "ingest-gateway");
    }

    @Bean
    static TrustedOrigins gatewayTrustedOrigins(GatewayProperties properties) {
        return new TrustedOrigins(ALL, properties.corsOrigins());
    }

    @Bean
    static WebMvcConfigurer gatewayCors(GatewayProperties properties) {
        String[] origins = properties.corsOrigins().toArray(String[]::new);
        return new WebMvcConfigurer() {
            @Override
            public void addCorsMappings(CorsRegistry registry) {
                if (origins.length > 0) {
                    PATHS.forEach(path -> allow(registry.addMapping(path)));
                    allowTus(registry.addMapping("/uploads"));
                    allowTus(registry.addMapping("/uploads/*"));
                    withCookie(registry.addMapping("/operations/**")).allowedMethods("GET");
                }
            }

            private void allowTus(CorsRegistration path) {
                withCookie(path)
                        .allowedMethods("POST", "HEAD", "PATCH", "DELETE", "OPTIONS")
                        .exposedHeaders(ResumableController.EXPOSED.toArray(String[]::new));
            }

            private void allow(CorsRegistration path) {
                withCookie(path)
                        .allowedMethods("POST")
                        .exposedHeaders(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, "Idempotency-Replayed");
            }

            /** With that of a session; browsers don't allow it to all origins. */
            private CorsRegistration withCookie(CorsRegistration path) {
                return path.allowedOrigins(origins)
                        .allowCredentials(!properties.corsOrigins().contains("*"));
            }
        };
    }
}
