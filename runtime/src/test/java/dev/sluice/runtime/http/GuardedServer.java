package dev.sluice.runtime.http;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.testing.http.RawAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A small guarded service; requests are raw bytes, which no HTTP client corrects. */
final class GuardedServer implements AutoCloseable {
    private final ServletWebServerApplicationContext context;

    GuardedServer(Map<String, String> settings) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
                .initializers(started -> started.getBeanFactory()
                        .registerSingleton("settings", new Settings(settings).verify(HttpProperties::read)))
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    /** Sends the lines of a request unchanged, followed by {@code Connection: close} and the end of the head. */
    RawAnswer send(String... lines) {
        return RawAnswer.of("127.0.0.1", context.getWebServer().getPort(), List.of(lines), "");
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({HttpConfiguration.class, Endpoints.class})
    static class Service {
        @Bean
        static TrustedOrigins trustedOrigins() {
            return new TrustedOrigins(Set.of("/upload"), List.of("http://localhost:8081"));
        }

        @Bean
        static OwnHost ownHost() {
            return new OwnHost("aggregator-1");
        }
    }

    @RestController
    static class Endpoints {
        @GetMapping("/fine")
        String fine() {
            return "fine";
        }

        @GetMapping("/bug")
        String bug() {
            throw new IllegalStateException("a bug");
        }

        @PostMapping("/upload")
        String upload() {
            return "stored";
        }

        @DeleteMapping("/files/{id}")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void delete(@PathVariable("id") String id) {}
    }
}
