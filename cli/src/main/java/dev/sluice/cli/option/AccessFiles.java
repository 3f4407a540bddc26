package dev.sluice.cli.option;

import dev.sluice.access.file.AccessFile;
import dev.sluice.runtime.http.Right;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the commands for keys and for people have in common. */
public final class AccessFiles {
    private AccessFiles() {}

    /** Replaces the entries of a file, and returns whether that succeeded; if not, says why. */
    public static <E> boolean write(AccessFile<E> file, List<E> entries, PrintWriter err) {
        try {
            file.write(entries);
            return true;
        } catch (IOException e) {
            err.println("sluice: " + file.path() + " can't be written: " + e);
            err.flush();
            return false;
        }
    }

    /** The rights of the option {@code --rights}. */
    public static Set<Right> rights(List<String> words, CommandLine command) {
        Set<Right> all = EnumSet.noneOf(Right.class);
        for (String word : words) {
            all.add(Right.of(word.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new ParameterException(
                            command, "--rights: expected read, write, delete or operate, found " + word)));
        }
        return all;
    }
}
