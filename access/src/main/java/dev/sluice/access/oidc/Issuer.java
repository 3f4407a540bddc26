package dev.sluice.access.oidc;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.sluice.access.settings.OidcProperties;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An OpenID Connect issuer, as it describes itself. It is asked when that is needed first, and each hour again; while it
 * doesn't answer, what it has said remains valid. Thread-safe.
 */
public final class Issuer {
    static final int TIMEOUT_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int MAX_BYTES = 256 * 1024;
    private static final long FRESH_NANOS = Duration.ofHours(1).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();
    /** A request waits no longer for the answer to another one's question. */
    private static final long WAIT_MS = 2L * TIMEOUT_MS;
    /** Over plain HTTP anyone between could sign in as anyone. */
    private static final Pattern URL =
            Pattern.compile("https://[!-~]{1,1000}|http://(localhost|127\\.0\\.0\\.1|\\[::1])[:/][!-~]{0,1000}");

    private final OidcProperties properties;
    private final LongSupplier nanos;
    private final DefaultResourceRetriever http = new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_BYTES);
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Answer last;

    /**
     * Where the issuer does what.
     *
     * @param authorization where a browser signs in
     * @param token where a page gets its tokens
     * @param keys the public keys of the issuer
     * @param endSession where a browser signs out; null if it can't
     */
    public record Endpoints(
            URI authorization,
            URI token,
            URI keys,
            @Nullable URI endSession) {}

    /**
     * @param at when the issuer was asked
     * @param endpoints null if it has never answered
     * @param failure null if it has answered then
     */
    private record Answer(
            long at,
            @Nullable Endpoints endpoints,
            @Nullable Exception failure) {}

    /** @param nanos the clock, {@link System#nanoTime} */
    public Issuer(OidcProperties properties, LongSupplier nanos) {
        this.properties = properties;
        this.nanos = nanos;
    }

    public OidcProperties properties() {
        return properties;
    }

    /** Asks the issuer in the background, so that the first person needn't wait. A start doesn't depend on it. */
    public void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        var unused = endpoints();
                    } catch (IssuerUnavailableException e) {
                        LOG.debug("Asked again with the first token", e);
                    }
                },
                "oidc-issuer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Where the issuer does what.
     *
     * @throws IssuerUnavailableException if it has never answered
     */
    public Endpoints endpoints() throws IssuerUnavailableException {
        Answer known = last;
        if (known == null || isDue(known)) {
            known = ask(known);
        }
        if (known.endpoints == null) {
            throw new IssuerUnavailableException(
                    "the issuer " + properties.issuer() + " doesn't answer", known.failure);
        }
        return known.endpoints;
    }

    private boolean isDue(Answer known) {
        return nanos.getAsLong() - known.at >= (known.failure == null ? FRESH_NANOS : RETRY_NANOS);
    }

    private Answer ask(@Nullable Answer before) throws IssuerUnavailableException {
        boolean mine;
        try {
            // Where there is an answer, only one request waits for the next.
            mine = (before != null && before.endpoints != null)
                    ? asking.tryLock()
                    : asking.tryLock(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailableException("interrupted", e);
        }
        Answer known = last;
        if (!mine) {
            if (known != null) {
                return known;
            }
            throw new IssuerUnavailableException("the issuer " + properties.issuer() + " hasn't answered yet", null);
        }
        try {
            if (known == null || isDue(known)) {
                known = askNow(known == null ? null : known.endpoints);
                last = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private Answer askNow(@Nullable Endpoints before) {
        try {
            URI url = URI.create(properties.issuer().replaceFirst("/$", "") + DISCOVERY);
            Endpoints found =
                    read(Json.MAPPER.readTree(http.retrieveResource(url.toURL()).getContent()));
            if (before == null) {
                LOG.info("The issuer {} has answered: its tokens are accepted", properties.issuer());
            }
            return new Answer(nanos.getAsLong(), found, null);
        } catch (IOException | JacksonException e) {
            LOG.warn("The issuer {} doesn't answer as expected: {}", properties.issuer(), e.toString());
            return new Answer(nanos.getAsLong(), before, e);
        }
    }

    private Endpoints read(JsonNode document) throws IOException {
        if (!document.path("issuer").asString("").equals(properties.issuer())) {
            throw new IOException("expected a document of this issuer, found one of another");
        }
        String end = document.path("end_session_endpoint").asString("");
        return new Endpoints(
                url(document, "authorization_endpoint"),
                url(document, "token_endpoint"),
                url(document, "jwks_uri"),
                end.isEmpty() ? null : url(document, "end_session_endpoint"));
    }

    private static URI url(JsonNode document, String name) throws IOException {
        String text = document.path(name).asString("");
        if (!URL.matcher(text).matches()) {
            throw new IOException(name + ": expected an https URL, or an http URL of loopback, found another");
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": expected a URL, found another text", e);
        }
    }
}
