package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the embedded broker the passwords of its users (SCRAM and PLAIN), from a file that is read at each sign-in: a changed file
 * needs no restart. While it is faulty the users before remain. Nothing of it is kept in the broker's data.
 *
 * <p>Public, as Kafka instantiates it by name. Its settings are options of the login module, beside those of Sluice's
 * own user, whose password is made at each start.
 */
public final class BrokerSignIn implements AuthenticateCallbackHandler {
    /** The option with the file. */
    static final String FILE = "users-file";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSignIn.class);
    private static final int ITERATIONS = 4096;

    /** What each file had when it was read last: Kafka makes an instance of this class for each of its threads. */
    private static final Map<Path, Map<String, String>> LAST = new ConcurrentHashMap<>();

    private Path file = Path.of("");
    private String ownPassword = "";

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> loginModules) {
        Map<String, ?> options = loginModules.get(0).getOptions();
        file = Path.of(text(options, FILE));
        ownPassword = text(options, "password");
        LAST.put(file, BrokerUsers.read(file));
    }

    private static String text(Map<String, ?> options, String name) {
        return String.valueOf(Objects.requireNonNull(options.get(name), name));
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        String name = "";
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback asked) {
                name = asked.getDefaultName();
            } else if (callback instanceof ScramCredentialCallback asked) {
                String password = password(name);
                if (password != null) {
                    asked.scramCredential(formatter().generateCredential(password, ITERATIONS));
                }
            } else if (callback instanceof PlainAuthenticateCallback asked) {
                asked.authenticated(isPassword(password(name), asked.password()));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private static boolean isPassword(@Nullable String expected, char[] found) {
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(UTF_8), String.valueOf(found).getBytes(UTF_8));
    }

    private @Nullable String password(String name) {
        if (name.equals(BrokerUsers.SLUICE)) {
            return ownPassword;
        }
        try {
            LAST.put(file, BrokerUsers.read(file));
        } catch (InvalidUsersException e) {
            LOG.warn("{}; the users before remain", e.getMessage());
        }
        return LAST.getOrDefault(file, Map.of()).get(name);
    }

    private static ScramFormatter formatter() {
        try {
            return new ScramFormatter(ScramMechanism.SCRAM_SHA_512);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has it", e);
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
