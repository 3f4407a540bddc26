package dev.sluice.gateway;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires what takes uploads in, over whatever log there is. */
@Configuration(proxyBeanMethods = false)
@Import({UploadController.class, UploadProblems.class})
class UploadConfiguration {
    @Bean
    static Uploads gatewayUploads(FileLog log, GatewayProperties properties) {
        // UUIDv7: ids sort by time, which suits a listing of the newest. The generator locks: safe for many threads.
        NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
        return new Uploads(log, properties, () -> ids.generate().toString(), Clock.systemUTC());
    }

    @Bean
    static UploadLimit gatewayUploadLimit(GatewayProperties properties, MeterRegistry registry) {
        UploadLimit limit = new UploadLimit(properties.maxUploads());
        registry.gauge("sluice.gateway.uploads.in.progress", limit, UploadLimit::taken);
        return limit;
    }

    @Bean
    static GatewayMetrics gatewayMetrics(MeterRegistry registry) {
        return new GatewayMetrics(registry);
    }

    @Bean
    static WebMvcConfigurer gatewayCors(GatewayProperties properties) {
        String[] origins = properties.corsOrigins().toArray(String[]::new);
        return new WebMvcConfigurer() {
            @Override
            public void addCorsMappings(CorsRegistry registry) {
                if (origins.length > 0) {
                    registry.addMapping("/upload")
                            .allowedOrigins(origins)
                            .allowedMethods("POST")
                            .exposedHeaders(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER);
                }
            }
        };
    }
}
