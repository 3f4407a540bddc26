package dev.sluice.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.UploadConfiguration;
import dev.sluice.gateway.claim.InMemoryClaims;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.BrokerHealth;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.resume.SharedStates;
import dev.sluice.gateway.resume.UploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.contract.ApiContract;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.JsonNode;

/** The gateway's HTTP side on a real port, over a {@link ScriptedLog}. */
final class RunningGateway implements AutoCloseable {
    static final String HEADER = "timestamp,sensor_id,value\n";
    static final String ROW = "2026-01-01T00:00:00Z,a,1.5\n";

    static final String CLIENT = "x-test-client";
    static final String ALL_FILES = "x-test-all-files";

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(UploadConfiguration.class)
    static class WithoutBroker {
        @Bean
        static Settings settings(ConfigurableEnvironment environment) {
            return new Settings(Binder.get(environment)
                    .bind("sluice", Bindable.mapOf(String.class, String.class))
                    .orElseGet(Map::of));
        }

        @Bean
        static GatewayProperties properties() {
            return GatewayProperties.read(new Settings(Map.of(
                    "gateway.max-uploads", "2",
                    "gateway.max-ingests", "2",
                    "gateway.max-inflated-bytes", "4MiB",
                    "gateway.max-inflate-ratio", "100",
                    "gateway.dry-run-rows", "100",
                    // Tests upload the same few rows again and again.
                    "gateway.duplicates", "allow",
                    "gateway.claim-wait", "1s",
                    "gateway.cors-origins", "http://page.example")));
        }

        @Bean
        static ScriptedLog log(GatewayProperties properties) {
            return new ScriptedLog(properties.topics());
        }

        @Bean
        static FileLog fileLog(ScriptedLog log, GatewayProperties properties, GatewayMetrics metrics) {
            return new FileLog(log, properties, metrics, System::nanoTime, () -> true);
        }

        @Bean
        static InMemoryClaims claimLog() {
            return new InMemoryClaims();
        }

        @Bean
        static UploadClaims claims(InMemoryClaims log, GatewayProperties properties, ClaimMetrics metrics) {
            return log.claims(properties, metrics);
        }

        /** Who sends a request is what its header says; such a client sees only its own files, unless that says so. */
        @Bean
        static FilterRegistrationBean<HttpFilter> callers() {
            var filter = new FilterRegistrationBean<HttpFilter>(new HttpFilter() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    String client = request.getHeader(CLIENT);
                    if (client != null) {
                        boolean all = request.getHeader(ALL_FILES) != null;
                        new Caller(client, EnumSet.allOf(Right.class), all).enter(request);
                    }
                    chain.doFilter(request, response);
                }
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
            return filter;
        }

        @Bean
        static UploadStates states() {
            return new SharedStates().of("gateway", Clock.systemUTC());
        }

        @Bean
        static HealthIndicator gatewayHealthIndicator() {
            return new BrokerHealth(
                    () -> CompletableFuture.failedFuture(new IOException("no broker here")), () -> true);
        }
    }

    /** @param arguments settings, as on the command line */
    RunningGateway(String... arguments) {
        context = new SpringApplicationBuilder(WithoutBroker.class)
                .properties("spring.config.name=ingest-gateway")
                .run(Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments))
                        .toArray(String[]::new));
        port = ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    ScriptedLog log() {
        return context.getBean(ScriptedLog.class);
    }

    InMemoryClaims claims() {
        return context.getBean(InMemoryClaims.class);
    }

    /** @param what {@code uploads} or {@code ingests} */
    double inProgress(String what) {
        return context.getBean(MeterRegistry.class)
                .get("sluice.gateway." + what + ".in.progress")
                .gauge()
                .value();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return ApiContract.written().verify(client.send(request.build(), BodyHandlers.ofString(UTF_8)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> upload(String query, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(request("/upload" + query).header("Content-Type", type).POST(body));
    }

    HttpResponse<String> upload(byte[] csv) throws IOException, InterruptedException {
        return upload("", "text/csv", BodyPublishers.ofByteArray(csv));
    }

    HttpResponse<String> upload(String csv) throws IOException, InterruptedException {
        return upload(csv.getBytes(UTF_8));
    }

    /** A form with the part {@code file} behind an option. */
    HttpResponse<String> uploadForm(String disposition, String csv) throws IOException, InterruptedException {
        return uploadForm(part("name=\"header\"", "present") + part(disposition, csv) + "--XX--\r\n");
    }

    HttpResponse<String> uploadForm(String form) throws IOException, InterruptedException {
        return upload("", "multipart/form-data; boundary=XX", BodyPublishers.ofString(form));
    }

    static String part(String disposition, String content) {
        return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    int port() {
        return port;
    }

    /** A client that announces a body of this many bytes and has sent only the start of it. */
    Socket unfinishedUpload(String start, int announced) throws IOException {
        return unfinished("/upload", start, announced);
    }

    Socket unfinished(String path, String start, int announced) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: "
                + announced + "\r\n\r\n";
        socket.getOutputStream().write((head + start).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    /** The whole answer to a request with headers that a client wouldn't send. */
    String raw(String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    + "Connection: close\r\n" + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** The problem that a request was refused with. */
    static JsonNode refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.body()).contains(code);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        return problem;
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }
}
