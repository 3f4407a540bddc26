package dev.sluice.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.sluice.access.settings.OidcProperties;
import dev.sluice.runtime.http.Caller;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Knows people by the tokens (JWT) that an issuer has signed for them. Thread-safe. */
public final class TokenCallers {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCallers.class);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final int MAX_KEY_BYTES = 256 * 1024;
    /** Known keys serve for so long while the issuer is down. */
    private static final long OUTAGE_MS = Duration.ofHours(4).toMillis();
    /** Signatures by private keys alone: with a shared secret, a public key would do as one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Issuer issuer;
    private final PersonClaims claims;
    private volatile @Nullable Decoder decoder;

    private record Decoder(URI keys, JwtDecoder jwts) {}

    public TokenCallers(Issuer issuer) {
        this.issuer = issuer;
        this.claims = new PersonClaims(issuer.properties());
    }

    /**
     * Who a token is for; null if it isn't valid.
     *
     * @throws IssuerUnavailableException if that can't be checked now
     */
    public @Nullable Caller find(String token) throws IssuerUnavailableException {
        JwtDecoder jwts = decoder(issuer.endpoints().keys());
        try {
            Jwt jwt = jwts.decode(token);
            return claims.caller(jwt.getClaims());
        } catch (BadJwtException e) {
            LOG.debug("A token isn't valid: {}", e.getMessage());
            return null;
        } catch (JwtException e) {
            if (isGuessed(e)) {
                return null;
            }
            throw new IssuerUnavailableException("the keys of the issuer can't be had", e);
        }
    }

    /** Tokens with unknown keys have the issuer asked for its keys, but not without end. */
    private static boolean isGuessed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }

    private JwtDecoder decoder(URI keys) throws IssuerUnavailableException {
        Decoder known = decoder;
        if (known == null || !known.keys.equals(keys)) {
            known = newDecoder(keys);
        }
        return known.jwts;
    }

    private synchronized Decoder newDecoder(URI keys) throws IssuerUnavailableException {
        Decoder known = decoder;
        if (known == null || !known.keys.equals(keys)) {
            try {
                known = new Decoder(keys, jwts(keys, issuer.properties()));
            } catch (MalformedURLException e) {
                throw new IssuerUnavailableException("the issuer names no valid URL of its keys", e);
            }
            decoder = known;
        }
        return known;
    }

    private static JwtDecoder jwts(URI keys, OidcProperties properties) throws MalformedURLException {
        JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(
                        keys.toURL(), new DefaultResourceRetriever(Issuer.TIMEOUT_MS, Issuer.TIMEOUT_MS, MAX_KEY_BYTES))
                .retrying(true)
                .outageTolerant(OUTAGE_MS)
                .build();
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        // The validators below do that.
        processor.setJWTClaimsSetVerifier((all, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        audiences -> audiences != null && audiences.contains(properties.audience())))));
        return decoder;
    }
}
