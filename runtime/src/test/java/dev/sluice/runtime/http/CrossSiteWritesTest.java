package dev.sluice.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteWritesTest {
    private static final String HOST = "localhost:8080";
    private final CrossSiteWrites writes = new CrossSiteWrites(
            List.of(new TrustedOrigins(Set.of("/upload"), List.of("http://localhost:8081", "https://page.example"))));

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "MKCOL"})
    void shouldDetectCrossSiteWrites(String method) {
        assertThat(writes.include(method, "/files/a", HOST, "cross-site", "https://evil.example"))
                .isTrue();
        assertThat(writes.include(method, "/files/a", HOST, "same-site", "http://localhost:3000"))
                .isTrue();
        assertThat(writes.include(method, "/files/a", HOST, null, "https://evil.example"))
                .isTrue();
        assertThat(writes.include(method, "/files/a", HOST, null, "null")).isTrue();
        assertThat(writes.include(method, "/files/a", HOST, "cross-site", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void shouldLetReadsThrough(String method) {
        assertThat(writes.include(method, "/files", HOST, "cross-site", "https://evil.example"))
                .isFalse();
    }

    @Test
    void shouldLetProgramsAndOwnPagesWrite() {
        assertThat(isForeign(null, null)).isFalse();
        assertThat(isForeign("same-origin", "http://localhost:8080")).isFalse();
        assertThat(isForeign("none", null)).isFalse();
        assertThat(isForeign(null, "http://localhost:8080")).isFalse();
    }

    /** A proxy that terminates TLS forwards http, or omits the default port. */
    @ParameterizedTest
    @CsvSource({
        "https://sluice.example, sluice.example",
        "https://sluice.example, sluice.example:443",
        "http://sluice.example, sluice.example:80",
        "https://SLUICE.example:8443, sluice.example:8443"
    })
    void shouldCompareTheOriginWithTheHost(String origin, String host) {
        assertThat(writes.include("POST", "/upload", host, null, origin)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://sluice.example, sluice.example:8443",
        "http://localhost:3000, localhost:8080",
        "http://localhost:8080.evil.example, localhost:8080",
        "file://, localhost:8080",
        "http://, localhost:8080",
        "'http://a b', localhost:8080"
    })
    void shouldDetectAnotherOrigin(String origin, String host) {
        assertThat(writes.include("POST", "/upload", host, null, origin)).isTrue();
    }

    @Test
    void shouldTrustAnOriginWhereItWasAllowed() {
        assertThat(writes.include("POST", "/upload", HOST, "same-site", "http://localhost:8081"))
                .isFalse();
        assertThat(writes.include("POST", "/upload", HOST, "cross-site", "https://page.example"))
                .isFalse();
        assertThat(writes.include("DELETE", "/files/a", HOST, "same-site", "http://localhost:8081"))
                .isTrue();
        assertThat(writes.include("POST", "/upload", HOST, "cross-site", "https://page.example.evil"))
                .isTrue();
    }

    private boolean isForeign(@Nullable String site, @Nullable String origin) {
        return writes.include("POST", "/ingest", HOST, site, origin);
    }
}
