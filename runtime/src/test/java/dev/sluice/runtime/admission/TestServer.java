package dev.sluice.runtime.admission;

import dev.sluice.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** A server with few connections. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AdmissionConfiguration.class)
@RestController
class TestServer {
    static final int CONNECTIONS = 64;
    static final String PAGE = "page ".repeat(40_000);
    static final String LARGE = "metric ".repeat(140_000);

    private final Bodies bodies;
    private final AtomicInteger begun = new AtomicInteger();

    TestServer(Bodies bodies) {
        this.bodies = bodies;
    }

    static ConfigurableApplicationContext start(String slowGrace) {
        return SpringApplication.run(
                TestServer.class, "--server.port=0", "--spring.main.banner-mode=off", "--test.slow-grace=" + slowGrace);
    }

    static int port(ConfigurableApplicationContext server) {
        return ((ServletWebServerApplicationContext) server).getWebServer().getPort();
    }

    /** The number of open connections, and perhaps one more that the server is about to accept. */
    static long connections(ConfigurableApplicationContext server) {
        TomcatWebServer tomcat = (TomcatWebServer) ((ServletWebServerApplicationContext) server).getWebServer();
        return ((GuardedProtocol) tomcat.getTomcat().getConnector().getProtocolHandler()).getConnectionCount();
    }

    /** The number of bodies that workers have begun to read. */
    int begunBodies() {
        return begun.get();
    }

    @Bean
    static Settings settings(@Value("${test.slow-grace}") String slowGrace) {
        return new Settings(Map.of("web.max-connections", Integer.toString(CONNECTIONS), "web.slow-grace", slowGrace));
    }

    @Bean
    static MeterRegistry registry() {
        return new SimpleMeterRegistry();
    }

    @Bean
    static BodyPaths bodyPaths() {
        return new BodyPaths(Set.of("/upload"));
    }

    @GetMapping("/livez")
    String livez() {
        return "yes";
    }

    @GetMapping("/page")
    String page() {
        return PAGE;
    }

    @GetMapping(path = {"/metrics", "/large"})
    String large() {
        return LARGE;
    }

    @PostMapping("/upload")
    DeferredResult<String> upload(HttpServletRequest request) {
        return bodies.receive(request, new AnyNumber(), body -> {
            begun.incrementAndGet();
            return Integer.toString(body.getInputStream().readAllBytes().length);
        });
    }

    private static final class AnyNumber implements Bodies.Places {
        @Override
        public void enter() {}

        @Override
        public void leave() {}
    }
}
