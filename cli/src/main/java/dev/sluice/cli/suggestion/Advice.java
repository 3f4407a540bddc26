package dev.sluice.cli.suggestion;

import dev.sluice.cli.output.Printable;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Formats what the server suggests: each option with its reason, and one command that has all of them. */
public final class Advice {
    private static final int LONGEST_REASON = 600;

    private Advice() {}

    /**
     * Formats the suggestions for a file.
     *
     * @param document the report of a dry run, or a problem
     * @param line the command that processes the file as it was asked for
     * @return lines, each with a line end; empty if nothing is suggested
     */
    public static String of(JsonNode document, ProcessLine line) {
        List<Suggestion> suggestions = Suggestion.in(document);
        if (suggestions.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("Suggested:\n");
        ProcessLine all = line;
        for (Suggestion suggestion : suggestions) {
            out.append("  ")
                    .append(ShellWords.command(ProcessLine.options(suggestion.parameters())))
                    .append('\n')
                    .append(reason(suggestion));
            all = all.with(suggestion.parameters());
        }
        return out.append("All of it:\n  ").append(all.text()).append('\n').toString();
    }

    private static String reason(Suggestion suggestion) {
        String corrected = suggestion.mendedRows() == 0
                ? ""
                : String.format(Locale.ROOT, "corrects %,d of the first rows", suggestion.mendedRows());
        String why = Printable.cut(suggestion.reason(), LONGEST_REASON);
        String all = why.isEmpty() || corrected.isEmpty() ? why + corrected : why + "; " + corrected;
        return all.isEmpty() ? "" : "      " + all + "\n";
    }
}
