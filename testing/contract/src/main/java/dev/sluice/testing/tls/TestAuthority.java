package dev.sluice.testing.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority that issues certificates, by the JDK's own {@code keytool}. */
public final class TestAuthority {
    private static final String PASSWORD = "in-a-test-only";
    private static final String ALIAS = "own";

    private final Path directory;
    private final Path store;
    private final Path certificate;

    private TestAuthority(Path directory, Path store, Path certificate) {
        this.directory = directory;
        this.store = store;
        this.certificate = certificate;
    }

    /**
     * A certificate that the authority has signed, with its key.
     *
     * @param certificate as PEM
     * @param key as PEM, not encrypted
     * @param store both as PKCS #12
     */
    public record Issued(Path certificate, Path key, Path store) {
        /** The password of {@link #store}. */
        public char[] password() {
            return PASSWORD.toCharArray();
        }

        /** The store, open. */
        public KeyStore open() throws IOException {
            return load(store);
        }
    }

    /** A new authority, whose files are in a directory and begin with its name. */
    public static TestAuthority create(Path directory, String name) throws IOException {
        Path store = directory.resolve(name + ".p12");
        Path certificate = directory.resolve(name + ".crt");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c", "-validity", "3650");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        return new TestAuthority(directory, store, certificate);
    }

    /** Its own certificate, as PEM. */
    public Path certificate() {
        return certificate;
    }

    /**
     * A certificate that is valid now.
     *
     * @param name of its files; also the subject's common name
     * @param alternatives as keytool writes them: {@code dns:localhost,ip:127.0.0.1}
     */
    public Issued issue(String name, String alternatives) throws IOException {
        return issue(name, alternatives, "-0d");
    }

    /** One that expired five days ago. */
    public Issued issueExpired(String name, String alternatives) throws IOException {
        return issue(name, alternatives, "-10d");
    }

    private Issued issue(String name, String alternatives, String start) throws IOException {
        Path own = directory.resolve(name + ".p12");
        Path request = directory.resolve(name + ".csr");
        Path pem = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        // A name may be issued a second time, as a renewed certificate is.
        Files.deleteIfExists(own);
        keytool(own, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
        keytool(own, "-certreq", "-file", request.toString());
        keytool(
                store,
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                pem.toString(),
                "-startdate",
                start,
                "-validity",
                "5",
                "-ext",
                "san=" + alternatives);
        importReply(own, pem);
        writeKey(own, key);
        return new Issued(pem, key, own);
    }

    /** A reply is accepted only with the chain to its authority. */
    private void importReply(Path own, Path pem) throws IOException {
        Path chain = Files.writeString(
                directory.resolve("chain.pem"), Files.readString(pem) + Files.readString(certificate));
        keytool(own, "-importcert", "-noprompt", "-file", chain.toString());
        Files.delete(chain);
    }

    private static void writeKey(Path own, Path key) throws IOException {
        try {
            Key found = load(own).getKey(ALIAS, PASSWORD.toCharArray());
            Files.writeString(
                    key,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(found.getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(own + " has no key", e);
        }
    }

    private static KeyStore load(Path store) throws IOException {
        try {
            return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(store + " can't be opened", e);
        }
    }

    private static void keytool(Path store, String what, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                ALIAS,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ": " + output);
        }
    }
}
