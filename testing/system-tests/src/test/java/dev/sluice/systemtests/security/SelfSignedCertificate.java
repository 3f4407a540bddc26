package dev.sluice.systemtests.security;

import dev.sluice.systemtests.support.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for loopback, made by the JDK's own {@code keytool}.
 *
 * @param keyStore PKCS #12, with the certificate's key
 * @param trustStore PKCS #12, with the certificate alone
 * @param pem the certificate as text
 */
record SelfSignedCertificate(Path keyStore, Path trustStore, Path pem) {
    /** The password of both stores. */
    static final String PASSWORD = "in-a-test-only";

    /** Whom it speaks for, as brokers name the user of a TLS connection. */
    static final String PRINCIPAL = "User:CN=broker";

    static SelfSignedCertificate in(Path directory) throws IOException {
        Path keyStore = directory.resolve("broker.p12");
        Path trustStore = directory.resolve("trust.p12");
        Path pem = directory.resolve("broker.pem");
        keytool("-genkeypair", keyStore, "-keyalg", "RSA", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1");
        keytool("-exportcert", keyStore, "-rfc", "-file", pem.toString());
        keytool("-importcert", trustStore, "-noprompt", "-file", pem.toString());
        return new SelfSignedCertificate(keyStore, trustStore, pem);
    }

    private static void keytool(String what, Path store, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                "broker",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Programs.run("", command);
    }
}
