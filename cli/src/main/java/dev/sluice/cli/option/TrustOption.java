package dev.sluice.cli.option;

import dev.sluice.client.tls.ServerTrust;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which certificates a command trusts where it speaks TLS with a Sluice. */
public final class TrustOption {
    private static final String VARIABLE = "SLUICE_CACERT";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description =
                    "The certificates of the authorities, as PEM, that an https URL is trusted by, and no others. "
                            + "Default: that of the variable " + VARIABLE + ", otherwise what Java trusts.")
    private @Nullable Path given;

    /** The given one, otherwise that of the environment. */
    public ServerTrust trust() {
        Path file = file();
        if (file == null) {
            return ServerTrust.OF_JVM;
        }
        try {
            return ServerTrust.of(file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** As it was given; null if it wasn't. */
    public @Nullable Path given() {
        return given;
    }

    private @Nullable Path file() {
        String text = System.getenv(VARIABLE);
        return given != null || text == null || text.isEmpty() ? given : Path.of(text);
    }
}
