package dev.sluice.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
    Answer send(String... lines) {
        try (Socket socket = new Socket("127.0.0.1", context.getWebServer().getPort())) {
            String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            return Answer.read(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer read(String text) {
            int end = text.indexOf("\r\n\r\n");
            String head = text.substring(0, end);
            Map<String, String> headers = new HashMap<>();
            head.lines().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            });
            String body = text.substring(end + 4);
            boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
            return new Answer(
                    Integer.parseInt(head.split(" ", 3)[1].strip()),
                    headers,
                    chunked ? body.replaceAll("(?m)^[0-9a-f]+\\r\\n|\\r\\n", "") : body);
        }
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
