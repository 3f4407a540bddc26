package dev.sluice.systemtests.support;

import dev.sluice.client.RawClient;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt;

/** A real OpenID Connect issuer, mock-oauth2-server, as a process. People sign in at its page with any name. */
public final class IssuerProcess implements AutoCloseable {
    public static final String AUDIENCE = "sluice";
    public static final String CLIENT = "sluice-page";

    private static final RawClient HTTP = new RawClient(Duration.ofSeconds(10));

    private final ServiceProcess process;
    private final String url;

    private IssuerProcess(ServiceProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one.
     *
     * @param tokenSeconds how long its tokens are valid
     */
    public static IssuerProcess start(int tokenSeconds, Path log) throws IOException, InterruptedException {
        int port = FreePorts.next();
        Map<String, Object> tokens = Map.of(
                "issuerId",
                "lab",
                "tokenExpiry",
                tokenSeconds,
                "requestMappings",
                List.of(Map.of(
                        "requestParam", "client_id", "match", CLIENT, "claims", Map.of("aud", List.of(AUDIENCE)))));
        String configuration =
                Json.MAPPER.writeValueAsString(Map.of("interactiveLogin", true, "tokenCallbacks", List.of(tokens)));
        ServiceProcess process = ServiceProcess.main(
                StandaloneMockOAuth2ServerKt.class,
                Map.of("SERVER_PORT", Integer.toString(port), "JSON_CONFIG", configuration),
                log);
        IssuerProcess issuer = new IssuerProcess(process, "http://localhost:" + port + "/lab");
        while (!issuer.answers()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the issuer has ended: " + Files.readString(log));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return issuer;
    }

    public String url() {
        return url;
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/.well-known/openid-configuration"));
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
