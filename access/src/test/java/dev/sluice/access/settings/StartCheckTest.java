package dev.sluice.access.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.access.key.KeysFile;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class StartCheckTest {
    private static final Listener LOOPBACK = new Listener("127.0.0.1", false, false, false);
    private static final Listener ALL = new Listener("", false, false, false);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writeKeys() throws IOException {
        file = directory.resolve("keys.json");
        new KeysFile(file).write(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void shouldStartWithoutKeysOnLoopback(String address) {
        assertThat(faults(Map.of(), new Listener(address, false, false, false))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "::", "192.0.2.1"})
    void shouldNotStartWithoutKeysElsewhere(String address) {
        assertThat(faults(Map.of(), new Listener(address, false, false, false)))
                .singleElement()
                .asString()
                .contains("sluice.access.keys-file", "sluice.access.mode=open");
        assertThat(faults(Map.of(), new Listener(address, true, false, false)))
                .as("TLS is no sign-in")
                .hasSize(1);
        assertThat(faults(Map.of("access.mode", "open"), new Listener(address, false, false, false)))
                .isEmpty();
    }

    @Test
    void shouldNotSendKeysInPlainText() {
        assertThat(faults(keys(), LOOPBACK)).isEmpty();
        assertThat(faults(keys(), ALL)).singleElement().asString().contains("TLS", "sluice.access.behind-proxy=true");
        assertThat(faults(keys("access.behind-proxy", "true"), ALL)).isEmpty();
        assertThat(faults(keys(), new Listener("", true, false, false))).isEmpty();
    }

    @Test
    void shouldNotStartWithAFaultyFileOrAnUnguardedPort() throws IOException {
        assertThat(faults(keys(), new Listener("127.0.0.1", false, false, true)))
                .singleElement()
                .asString()
                .contains("management.server.port");
        assertThat(faults(keys("access.mode", "open"), LOOPBACK))
                .singleElement()
                .asString()
                .contains("sluice.access.mode");
        Files.writeString(file, "{\n}");
        assertThat(faults(keys(), LOOPBACK))
                .containsExactly(
                        "sluice.access.keys-file: " + file + ": line 2: expected an object with the property \"keys\"");
    }

    @Test
    void shouldNeedTheInternalKeyWhereServicesCallEachOther() {
        AccessProperties properties = read(keys());
        assertThat(StartCheck.faults(properties, LOOPBACK, true))
                .singleElement()
                .asString()
                .contains("sluice.access.internal-key");
        assertThat(StartCheck.faults(read(keys("access.internal-key", "k".repeat(32))), LOOPBACK, true))
                .isEmpty();
    }

    @Test
    void shouldTakePeopleAndIssuersForKeys() throws IOException {
        Path users = directory.resolve("users.json");
        new UsersFile(users).write(List.of());
        Map<String, String> people =
                Map.of("access.users-file", users.toString(), "access.session-key", "s".repeat(32));
        Map<String, String> issuer =
                Map.of("access.oidc.issuer", "https://login.example/lab", "access.oidc.audience", "sluice");
        for (Map<String, String> settings : List.of(people, issuer)) {
            assertThat(faults(settings, LOOPBACK)).isEmpty();
            assertThat(faults(settings, new Listener("", true, false, false))).isEmpty();
            assertThat(faults(settings, ALL)).singleElement().asString().contains("TLS");
            assertThat(StartCheck.faults(read(settings), LOOPBACK, true))
                    .singleElement()
                    .asString()
                    .contains("sluice.access.internal-key", "because sluice.access.");
        }
    }

    @Test
    void shouldNotStartWithHalfOfWhatPeopleNeed() throws IOException {
        Path users = Files.writeString(directory.resolve("users.json"), "{\"users\": 7}");

        assertThat(faults(Map.of("access.users-file", users.toString()), LOOPBACK))
                .containsExactly(
                        "sluice.access.users-file: " + users + ": line 1: users: expected an array",
                        "sluice.access.session-key: expected what signs sessions, the same for all services, because "
                                + "sluice.access.users-file is set, found none");
        assertThat(faults(Map.of("access.oidc.issuer", "http://localhost:8090/lab"), LOOPBACK))
                .singleElement()
                .asString()
                .contains("sluice.access.oidc.audience");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example/lab",
                "https://login.example/lab?x=1",
                "https://login.example; script-src *",
                "https://",
                "ftp://localhost/",
                "localhost:8090",
                "http://localhost.evil.example/",
            })
    void shouldNotTrustIssuersThatOthersCanSpeakFor(String url) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> read(Map.of("access.oidc.issuer", url)))
                .withMessageContaining("sluice.access.oidc.issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lab", "lab=", "lab=admin", "lab=read,", "=read", "a b=read", "lab=read+read+read+read+read"})
    void shouldNotGuessWhatRightsMean(String rights) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> read(Map.of("access.oidc.rights", rights)))
                .withMessageContaining("sluice.access.oidc.rights");
    }

    @Test
    void shouldTakeCertificatesOfServicesInItsPlace() {
        Listener asking = new Listener("127.0.0.1", true, true, false);
        AccessProperties names = read(keys("access.internal-names", "results-api.internal, other"));

        assertThat(names.internalNames()).containsExactly("results-api.internal", "other");
        assertThat(StartCheck.faults(names, asking, true)).isEmpty();
        assertThat(StartCheck.faults(read(keys("access.internal-bundle", "internal")), LOOPBACK, true))
                .isEmpty();
        assertThat(StartCheck.faults(names, new Listener("127.0.0.1", true, false, false), true))
                .singleElement()
                .asString()
                .contains("sluice.access.internal-names", "server.ssl.client-auth=want", "trust store");
    }

    @Test
    void shouldTrustNoPublicAuthorities() {
        Map<String, Object> settings = new HashMap<>(
                Map.of("server.address", "127.0.0.1", "server.ssl.bundle", "http", "server.ssl.client-auth", "want"));
        assertThat(trustsCertificates(settings)).isFalse();
        settings.put("spring.ssl.bundle.pem.other.truststore.certificate", "ca.crt");
        assertThat(trustsCertificates(settings)).isFalse();
        settings.put("spring.ssl.bundle.pem.http.truststore.certificate", "ca.crt");
        assertThat(trustsCertificates(settings)).isTrue();
        settings.put("server.ssl.client-auth", "none");
        assertThat(trustsCertificates(settings)).isFalse();
    }

    private static boolean trustsCertificates(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return Listener.of(environment).trustedCertificates();
    }

    @Test
    void shouldNotRepeatTheInternalKey() {
        String secret = "too-short-secret";
        Settings settings = new Settings(Map.of("access.internal-key", secret));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings.verify(AccessProperties::read))
                .withMessageContaining("sluice.access.internal-key")
                .withMessageNotContaining(secret);
        assertThat(read(Map.of("access.internal-key", "k".repeat(32))))
                .asString()
                .doesNotContain("kkk");
    }

    private Map<String, String> keys(String... more) {
        Map<String, String> all = new HashMap<>(Map.of("access.keys-file", file.toString()));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static List<String> faults(Map<String, String> settings, Listener listener) {
        return StartCheck.faults(read(settings), listener, false);
    }

    private static AccessProperties read(Map<String, String> settings) {
        return AccessProperties.read(new Settings(settings).verify(AccessProperties::read));
    }
}
