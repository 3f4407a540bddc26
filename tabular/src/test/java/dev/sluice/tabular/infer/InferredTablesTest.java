package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.io.ByteArrayInputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever notation a table has, the proposed document reads all of its rows, and reads them right. */
class InferredTablesTest {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    /** Of Java, for what a document writes with strptime's directives. */
    private static final List<String> TIMES = List.of(
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy-MM-dd HH:mm",
            "yyyy-MM-dd HH:mm:ss.SSS",
            "dd.MM.yyyy HH:mm",
            "dd.MM.yy HH:mm:ss",
            "d.M.yyyy, HH:mm:ss",
            "MM/dd/yyyy hh:mm:ss a",
            "dd/MM/yyyy HH:mm",
            "yyyy/MM/dd HH:mm:ss",
            "dd-MMM-yyyy HH:mm:ss",
            "MMM d, yyyy h:mm:ss a",
            "EEE dd MMM yyyy HH:mm:ss",
            "HH:mm:ss dd.MM.yyyy",
            "yyyyMMdd HHmmss",
            "yyyyMMddHHmmss",
            "yyyyMMdd'T'HHmmss",
            "dd.MM.yyyy 'um' HH:mm",
            "yyyy-MM-dd HH:mm:ss 'UTC'",
            "yyyy-MM-dd",
            "dd.MM.yyyy");

    private static final List<String> GROUPS = List.of("", "", ",", ".", " ", "'", "\u00A0");

    private static final String ANY = ",;\t|\"\n\n\r0123456789.,-+:/ abeETZx#\u00FC\u00A0NA%";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<LocalDateTime> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    /** In 1,234 the comma may be either. */
    private boolean ambiguous;

    @RepeatedTest(300)
    void shouldReadAllRows(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        char delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
        boolean header = random.nextInt(4) > 0;
        fill(random);
        CsvRecords records = new CsvRecords(delimiter);
        StringBuilder text = new StringBuilder();
        if (header) {
            text.append(records.record("Taken at", "Place", "What is it", "Note", "Empty", "On", "Count"))
                    .append('\n');
        }
        rows.forEach(
                row -> text.append(records.record(row.toArray(String[]::new))).append('\n'));

        Proposal proposal = DatasetInference.propose(
                SampleText.read(new ByteArrayInputStream(text.toString().getBytes(UTF_8)), SampleText.DEFAULT_BYTES),
                "table",
                DatasetInference.DEFAULT_ROWS);

        assertThat(proposal.invalidRows()).as("%s%n%s", proposal, text).isZero();
        assertThat(proposal.validRows()).as("%s%n%s", proposal, text).isEqualTo(rows.size());
        assertReadRight(proposal.dataset());
        assertThat(proposal.dataset().measure().name()).isEqualTo(header ? "What is it" : "column_3");
        assertThat(proposal.dataset().groupBy().get(0).name()).isEqualTo(header ? "Place" : "column_2");
    }

    /** Any text gives a proposal with a valid row, or a reason why there is none. */
    @RepeatedTest(500)
    void shouldSurviveAnyText(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder text =
                new StringBuilder(random.nextBoolean() ? "time,sensor,value\n2026-01-01T00:00:00Z,a,1\n" : "");
        int from = random.nextInt(ANY.length() - 12);
        for (int i = random.nextInt(300); i > 0; i--) {
            text.append(ANY.charAt(random.nextInt(from + 12)));
        }
        byte[] bytes = text.toString().getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
        try {
            Proposal proposal = DatasetInference.propose(
                    SampleText.read(new ByteArrayInputStream(bytes), 1 + random.nextInt(300)), "any", 50);
            assertThat(proposal.validRows()).isPositive();
        } catch (NoProposalException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    private void assertReadRight(Dataset dataset) {
        for (int i = 0; i < rows.size(); i++) {
            Object time =
                    Objects.requireNonNull(dataset.time()).parse(rows.get(i).get(0));
            assertThat(time instanceof Long micros ? Timestamps.toInstant(micros) : time)
                    .isEqualTo(
                            time instanceof Long
                                    ? times.get(i).toInstant(ZoneOffset.UTC)
                                    : times.get(i).toLocalDate());
            assertThat(ambiguous
                            || values.get(i)
                                    .equals(dataset.measure().parse(rows.get(i).get(2))))
                    .as(rows.get(i).get(2))
                    .isTrue();
        }
    }

    private void fill(Random random) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(TIMES.get(random.nextInt(TIMES.size())), Locale.ENGLISH);
        int hours = 1 + random.nextInt(40);
        char decimal = random.nextBoolean() ? '.' : ',';
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        String separator = group.equals(String.valueOf(decimal)) ? "" : group;
        int places = 1 + random.nextInt(3);
        ambiguous = places == 3;
        LocalDateTime time = LocalDateTime.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28), 0, 0);
        for (int i = 0; i < 40 + random.nextInt(60); i++) {
            time = time.plusHours(hours);
            times.add(time);
            values.add(Math.round((random.nextDouble() - 0.3) * 10_000 * Math.pow(10, places)) / Math.pow(10, places));
            rows.add(List.of(
                    format.format(time),
                    "place " + (char) ('A' + i % 3),
                    number(values.get(i), places, decimal, separator),
                    random.nextInt(3) == 0 ? "" : "note \"" + i + "\"; more, or less",
                    "",
                    random.nextBoolean() ? "on" : "off",
                    random.nextInt(5) == 0 ? "NA" : Integer.toString(random.nextInt(1_000))));
        }
    }

    private static String number(double value, int places, char decimal, String group) {
        String plain = String.format(Locale.ROOT, "%,." + places + "f", value);
        return plain.replace(",", "\0").replace('.', decimal).replace("\0", group);
    }
}
