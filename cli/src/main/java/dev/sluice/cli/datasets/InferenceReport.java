package dev.sluice.cli.datasets;

import dev.sluice.cli.output.Printable;
import dev.sluice.cli.output.TextTable;
import dev.sluice.tabular.infer.Proposal;
import dev.sluice.tabular.infer.Proposal.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says why a proposed document is as it is, and what to do with it. */
final class InferenceReport {
    private static final int WIDEST_NAME = 40;
    private static final int WIDEST_TEXT = 400;

    private InferenceReport() {}

    static String of(Proposal proposal) {
        TextTable fields = new TextTable(List.of("field", "type", "role", "evidence"), Set.of(0, 1, 2, 3));
        for (Evidence field : proposal.fields()) {
            fields.add(List.of(
                    Printable.cut(field.field(), WIDEST_NAME),
                    Printable.cut(field.type(), WIDEST_NAME),
                    field.role(),
                    Printable.cut(field.evidence(), WIDEST_TEXT)));
        }
        StringBuilder report = new StringBuilder(fields.toString());
        report.append(String.format(
                Locale.ROOT,
                "%n%,d of %,d sampled %s are valid with this document%n",
                proposal.validRows(),
                proposal.validRows() + proposal.invalidRows(),
                proposal.options().containsKey("layout") ? "readings" : "rows"));
        proposal.reasons().forEach(reason -> line(report, "  ", reason));
        proposal.notes().forEach(note -> line(report, "note: ", note));
        return report.append(nextStep(proposal)).toString();
    }

    private static String nextStep(Proposal proposal) {
        String name = proposal.dataset().name();
        StringBuilder parameters = new StringBuilder("dataset=" + name);
        for (Map.Entry<String, String> option : new TreeMap<>(proposal.options()).entrySet()) {
            parameters.append(' ').append(option.getKey()).append('=').append(option.getValue());
        }
        return String.format(
                Locale.ROOT,
                "Save it as %s.json in the directory that sluice.datasets.directory names. "
                        + "Parameters of an upload: %s%n",
                name,
                parameters);
    }

    private static void line(StringBuilder report, String start, String text) {
        report.append(start).append(Printable.cut(text, WIDEST_TEXT)).append('\n');
    }
}
