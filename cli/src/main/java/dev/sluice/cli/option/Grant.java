package dev.sluice.cli.option;

import dev.sluice.runtime.http.Right;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the holder of a new key, or a new person, may do. */
public final class Grant {
    enum Owner {
        OWN,
        ALL
    }

    @Spec(Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(
            names = "--rights",
            paramLabel = "RIGHT",
            split = ",",
            required = true,
            description = "What is allowed: read, write (upload and ingest), delete, operate (metrics and health).")
    private List<String> rights = List.of();

    @Option(
            names = "--files",
            paramLabel = "all|own",
            defaultValue = "all",
            description = "Whose files may be used: all clients', or only those uploaded under this name. Default: "
                    + "${DEFAULT-VALUE}.")
    private Owner files = Owner.ALL;

    public Set<Right> rights() {
        Set<Right> all = EnumSet.noneOf(Right.class);
        for (String word : rights) {
            all.add(Right.of(word.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new ParameterException(
                            mixee.commandLine(), "--rights: expected read, write, delete or operate, found " + word)));
        }
        return all;
    }

    public boolean allFiles() {
        return files == Owner.ALL;
    }
}
