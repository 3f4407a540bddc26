package dev.sluice.cli.progress;

import java.io.PrintStream;
import java.util.Map;

/** Whether stderr is a terminal. */
public final class Terminal {
    /** Set by the {@code sluice} script, which can detect it; Java can't. */
    private static final String STDERR = "stderr.terminal";

    private Terminal() {}

    /** A bar on a terminal; a few plain lines for a log. */
    public static Progress progress(PrintStream err, Map<String, String> environment) {
        return Boolean.getBoolean(STDERR) && isUnset(environment, "NO_COLOR") && isUnset(environment, "CI")
                ? new ProgressBar(err, System::nanoTime)
                : new PlainProgress(err);
    }

    private static boolean isUnset(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").isEmpty();
    }
}
