package dev.sluice.access.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.access.oidc.TestIssuer;
import dev.sluice.access.session.FirstOperator;
import dev.sluice.access.session.Session;
import dev.sluice.access.session.Sessions;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.access.signin.People;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.admission.BodyPaths;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.api.ApiConfiguration;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.http.TrustedOrigins;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.testing.http.RawAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A service that has each operation of the OpenAPI document, all of which answer with their caller, and needs keys.
 * Requests are raw bytes, which no HTTP client corrects.
 */
final class AccessServer implements AutoCloseable {
    static final String INTERNAL_KEY = "internal-".repeat(4);

    static final String SESSION_KEY = "session-key-".repeat(4);
    static final String PASSWORD = "correct horse battery";

    private final TestIssuer issuer = new TestIssuer();
    private final ServletWebServerApplicationContext context;
    private final Map<Right, String> secrets = new HashMap<>();
    private final Map<Right, User> users = new HashMap<>();
    private final List<ApiKey> keys = new ArrayList<>();
    private final KeysFile file;

    /** A service with one key for each right, named like it. */
    AccessServer(Path directory) throws IOException {
        this(directory, null);
    }

    /**
     * A service with one key for each right, named like it, and one person, or, with a way in for the first of them, no
     * person yet.
     */
    AccessServer(Path directory, @Nullable FirstOperator first) throws IOException {
        file = new KeysFile(directory.resolve("keys.json"));
        for (Right right : Right.values()) {
            secrets.put(right, add(right.word(), Set.of(right), Quota.UNLIMITED));
            users.put(right, user("person-" + right.word(), Set.of(right)));
        }
        new UsersFile(directory.resolve("users.json")).write(first == null ? List.copyOf(users.values()) : List.of());
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
                .initializers(starting -> {
                    if (first != null) {
                        starting.getBeanFactory().registerSingleton("firstOperator", first);
                    }
                })
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--management.endpoints.web.base-path=/",
                        "--management.endpoints.web.exposure.include=health",
                        "--management.endpoint.health.probes.enabled=true",
                        "--management.endpoint.health.probes.add-additional-paths=true",
                        "--management.endpoint.health.show-details=always",
                        "--sluice.access.keys-file=" + file.path(),
                        "--sluice.access.users-file=" + directory.resolve("users.json"),
                        "--sluice.access.session-key=" + SESSION_KEY,
                        "--sluice.access.oidc.issuer=" + issuer.url(),
                        "--sluice.access.oidc.audience=" + TestIssuer.AUDIENCE,
                        "--sluice.access.oidc.client-id=page",
                        "--sluice.access.internal-key=" + INTERNAL_KEY);
    }

    /** Adds a key to the file; a running service knows it a second later at most. */
    String add(String name, Set<Right> rights, Quota quota) throws IOException {
        String secret = KeySecret.generate();
        keys.add(new ApiKey(name, KeySecret.sha256Hex(secret), rights, true, quota, Instant.EPOCH));
        file.write(keys);
        return secret;
    }

    String secret(Right right) {
        return secrets.get(right);
    }

    /** A person; the hash is a cheap one. */
    static User user(String name, Set<Right> rights) {
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
        return new User(name, hash, rights, true, Instant.EPOCH, Instant.EPOCH);
    }

    /** The person who has that right alone. */
    User user(Right right) {
        return users.get(right);
    }

    TestIssuer issuer() {
        return issuer;
    }

    Sessions sessions() {
        return bean(People.class).sessions();
    }

    /** The headers of a new session of a person, with its CSRF token. */
    String[] session(User user) {
        Session session = sessions().begin(user);
        return new String[] {
            cookie(sessions().token(session)),
            CsrfFilter.HEADER + ": " + sessions().csrfToken(session)
        };
    }

    static String cookie(String token) {
        return "Cookie: sluice-session=" + token;
    }

    /** A bean of the service. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Sends a request without a body. */
    RawAnswer send(String method, String path, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost"));
        lines.addAll(Arrays.asList(headers));
        return sendLines(lines, "");
    }

    /** Sends the lines of a request unchanged, {@code Connection: close} and the end of the head, then a body. */
    RawAnswer sendLines(List<String> lines, String body) {
        return RawAnswer.of("127.0.0.1", context.getWebServer().getPort(), lines, body);
    }

    /** The first line of the answer to the head of a request, with nothing after it. */
    String firstLine(String... lines) {
        try (Socket socket = new Socket("127.0.0.1", context.getWebServer().getPort())) {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String key(String secret) {
        return "x-api-key: " + secret;
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({
        AccessConfiguration.class,
        AdmissionConfiguration.class,
        ApiConfiguration.class,
        HttpConfiguration.class,
        Unlisted.class
    })
    static class Service {
        @Bean
        static Settings settings(ConfigurableEnvironment environment) {
            return new Settings(Binder.get(environment)
                            .bind("sluice", Bindable.mapOf(String.class, String.class))
                            .orElseGet(Map::of))
                    .verify(HttpProperties::read, WebProperties::read, AccessStart.withInternalRequests(environment));
        }

        @Bean
        static BodyPaths bodyPaths() {
            return new BodyPaths(Set.of("/upload"));
        }

        @Bean
        static TrustedOrigins trustedOrigins() {
            return new TrustedOrigins(Set.of("/upload"), List.of("http://localhost:8081"));
        }

        /** As the results API has it. */
        @Bean
        static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> encodedSlashes() {
            return server -> server.addConnectorCustomizers(connector -> {
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            });
        }

        @Bean
        static SmartInitializingSingleton operations(
                @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
            return () -> ContractDocument.OPENAPI.json().path("paths").forEachEntry((template, operations) -> {
                // Those have their controller.
                if (!template.startsWith("/session")) {
                    operations.propertyNames().forEach(method -> map(mapping, method, template));
                }
            });
        }

        private static void map(RequestMappingHandlerMapping mapping, String method, String template) {
            try {
                mapping.registerMapping(
                        RequestMappingInfo.paths(template.replace("/series/{key}", "/series/{*key}")
                                        .replace("{*key}/", "{key}/"))
                                .methods(RequestMethod.valueOf(method.toUpperCase(Locale.ROOT)))
                                .options(mapping.getBuilderConfiguration())
                                .build(),
                        new Operation(),
                        Operation.class.getDeclaredMethod("answer", HttpServletRequest.class));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static class Operation {
        @ResponseBody
        String answer(HttpServletRequest request) throws IOException {
            if (request.getMethod().equals("POST")) {
                request.getInputStream().readAllBytes();
            }
            return "caller " + Caller.of(request).name();
        }
    }

    @RestController
    static class Unlisted {
        /** An operation that the OpenAPI document lacks. */
        @GetMapping("/unlisted")
        String unlisted() {
            return "reached";
        }

        @GetMapping("/internal/ownership")
        String ownership() {
            return "owned";
        }
    }
}
