package dev.sluice.access.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** An issuer with one key, which signs whatever it is asked to. */
public final class TestIssuer implements AutoCloseable {
    public static final String AUDIENCE = "sluice";

    private final HttpServer server;
    private volatile RSAKey key = newKey();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean down;

    public TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            boolean keys = exchange.getRequestURI().getPath().equals("/keys");
            byte[] body = (keys ? new JWKSet(key.toPublicJWK()).toString() : discovery()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    /** Tokens that another one has signed, each of which names another key. */
    static List<String> signedByUnknownKeys(JWTClaimsSet.Builder claims, int number) {
        RSAKey another = newKey();
        JWTClaimsSet all = claims.build();
        return IntStream.range(0, number)
                .mapToObj(i ->
                        sign(all, new RSAKey.Builder(another).keyID("key-" + i).build()))
                .toList();
    }

    /** From now on it answers with errors, or no longer. */
    void down(boolean is) {
        down = is;
    }

    /** From now on it signs with another key. */
    void rotate() {
        key = newKey();
    }

    /** A token that is valid for a minute. */
    public String token(String name, List<String> rights) {
        return sign(claims(name, rights).build());
    }

    public JWTClaimsSet.Builder claims(String name, List<String> rights) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .audience(AUDIENCE)
                .subject(name)
                .claim("sluice_rights", rights)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    /** Tokens that say who and what, and must not be believed. */
    public Map<String, String> badTokens() throws JOSEException {
        JWTClaimsSet good =
                claims("mallory", List.of("read", "write", "delete", "operate")).build();
        JWTClaimsSet.Builder base = new JWTClaimsSet.Builder(good);
        String valid = sign(good);
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), good);
        symmetric.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return Map.of(
                "expired",
                sign(base.expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(2))))
                        .build()),
                "without an end",
                sign(new JWTClaimsSet.Builder(good).expirationTime(null).build()),
                "of the future",
                sign(new JWTClaimsSet.Builder(good)
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(2))))
                        .notBeforeTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
                        .build()),
                "for another audience",
                sign(new JWTClaimsSet.Builder(good).audience("other").build()),
                "of another issuer",
                sign(new JWTClaimsSet.Builder(good)
                        .issuer("https://other.example")
                        .build()),
                "unsigned",
                new PlainJWT(good).serialize(),
                "signed with the public key as a secret",
                symmetric.serialize(),
                "signed with another key of the same name",
                sign(good, newKey(key.getKeyID())),
                "changed",
                valid.substring(0, valid.length() - 4) + "AAAA",
                "without a name",
                sign(new JWTClaimsSet.Builder(good).subject(null).build()));
    }

    private String sign(JWTClaimsSet claims) {
        return sign(claims, key);
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String sign(JWTClaimsSet.Builder claims) {
        return sign(claims.build());
    }

    private String discovery() {
        return Json.MAPPER.writeValueAsString(Map.of(
                "issuer", url(),
                "authorization_endpoint", url() + "/authorize",
                "token_endpoint", url() + "/token",
                "jwks_uri", url() + "/keys"));
    }

    private static RSAKey newKey() {
        return newKey(UUID.randomUUID().toString());
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
