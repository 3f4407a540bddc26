package dev.sluice.cli.option;

import dev.sluice.client.ClientKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The key that a command sends with its requests. */
public final class KeyOption {
    private static final String VARIABLE = "SLUICE_KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Your key, where Sluice needs one. Default: that of the variable " + VARIABLE
                    + ", which doesn't show in the list of processes.")
    private @Nullable String given;

    /** The given key, otherwise that of the environment. */
    public ClientKey key() {
        String text = given == null ? System.getenv(VARIABLE) : given;
        try {
            return ClientKey.of(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
