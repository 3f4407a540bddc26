package dev.sluice.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.settings.OidcProperties;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenCallersTest {
    private final AtomicLong nanos = new AtomicLong();
    private TestIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void shouldKnowPeopleByTheirTokens() throws Exception {
        assertThat(callers().find(issuer.token("eva", List.of("read", "delete", "dance"))))
                .isEqualTo(new Caller("oidc:eva", Set.of(Right.READ, Right.DELETE), true));
        assertThat(callers().find(issuer.token("bob", List.of())))
                .as("who may do nothing")
                .isEqualTo(new Caller("oidc:bob", Set.of(), true));
        assertThat(callers().find(issuer.sign(issuer.claims("eva", List.of()).claim("sluice_rights", "read write"))))
                .isEqualTo(new Caller("oidc:eva", Set.of(Right.READ, Right.WRITE), true));
    }

    @Test
    void shouldNotBelieveBadTokens() throws Exception {
        TokenCallers callers = callers();
        for (Map.Entry<String, String> bad : issuer.badTokens().entrySet()) {
            assertThat(callers.find(bad.getValue())).as(bad.getKey()).isNull();
        }
        for (String odd : List.of("", ".", "..", "a.b.c", "x".repeat(7_000), "eyJhbGciOiJub25lIn0.e30.", "\0")) {
            assertThat(callers.find(odd)).as(odd).isNull();
        }
        for (Object name : List.of("", "e va", "x".repeat(65), "\u00fc", "a\nb", 7)) {
            assertThat(callers.find(
                            issuer.sign(issuer.claims("x", List.of("read")).claim("sub", name.toString()))))
                    .as("the name %s", name)
                    .satisfies(
                            found -> assertThat(found == null || name.equals(7)).isTrue());
        }
    }

    @Test
    void shouldTakeRightsAndNamesFromOtherClaims() throws Exception {
        TokenCallers callers = callers(
                "name-claim", "preferred_username",
                "rights-claim", "realm_access.roles",
                "rights", "lab=read+write, https://x.example/ops=operate",
                "files", "own");
        String token = issuer.sign(issuer.claims("019a", List.of("delete"))
                .claim("preferred_username", "eva@example.org")
                .claim("realm_access", Map.of("roles", List.of("lab", "read", "delete", 7, "https://x.example/ops"))));

        assertThat(callers.find(token))
                .isEqualTo(new Caller("oidc:eva@example.org", Set.of(Right.READ, Right.WRITE, Right.OPERATE), false));
        assertThat(callers.find(issuer.token("019a", List.of("read"))))
                .as("without that name")
                .isNull();
    }

    @Test
    void shouldAcceptANewKeyOfTheIssuerAndNoLongerAnUnknownOne() throws Exception {
        TokenCallers callers = callers();
        assertThat(callers.find(issuer.token("eva", List.of("read")))).isNotNull();

        issuer.rotate();
        assertThat(callers.find(issuer.token("eva", List.of("read")))).isNotNull();

        int before = issuer.requests();
        for (String forged : TestIssuer.signedByUnknownKeys(issuer.claims("mallory", List.of("delete")), 50)) {
            assertThat(callers.find(forged)).isNull();
        }
        assertThat(issuer.requests() - before)
                .as("it isn't asked for each of them")
                .isLessThan(20);
    }

    @Test
    void shouldWaitForAnIssuerThatIsDownAndNotAskItAllTheTime() throws Exception {
        issuer.down(true);
        TokenCallers callers = callers();
        String token = issuer.token("eva", List.of("read"));
        assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(() -> callers.find(token));

        issuer.down(false);
        assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(() -> callers.find(token));
        nanos.addAndGet(5_000_000_000L);
        assertThat(callers.find(token)).isNotNull();

        issuer.down(true);
        nanos.addAndGet(3_600_000_000_000L);
        assertThat(callers.find(token)).as("its keys are known").isNotNull();
    }

    private TokenCallers callers(String... settings) {
        Map<String, String> given =
                new HashMap<>(Map.of("access.oidc.issuer", issuer.url(), "access.oidc.audience", TestIssuer.AUDIENCE));
        for (int i = 0; i < settings.length; i += 2) {
            given.put("access.oidc." + settings[i], settings[i + 1]);
        }
        OidcProperties properties = AccessProperties.read(new Settings(given).verify(AccessProperties::read))
                .oidc();
        return new TokenCallers(new Issuer(properties, nanos::get));
    }
}
