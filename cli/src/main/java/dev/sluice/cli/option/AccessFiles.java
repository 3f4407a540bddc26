package dev.sluice.cli.option;

import dev.sluice.access.file.AccessFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

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
}
