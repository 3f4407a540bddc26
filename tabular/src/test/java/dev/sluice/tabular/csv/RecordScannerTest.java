package dev.sluice.tabular.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecordScannerTest {
    private static final int RUNS = 20_000;
    private static final String[] PIECES = {
        "\"",
        "\"",
        "\"",
        "\"\"",
        ",",
        ",",
        "\r",
        "\n",
        "\r\n",
        "a",
        "b1",
        " ",
        "é",
        "→",
        "😀",
        "\\",
        "\t",
        "\0",
        "!#",
        "of more than 8 bytes"
    };

    /** The grammar of the class comment, one byte to a char. A field that is quoted may have a tail that isn't. */
    private static final String FIELD = "(?:[ \t]*\"(?:[^\"]|\"\")*+(?:\"[^,\r\n]*|\\z)|(?![ \t]*\")[^,\r\n]*)";

    private static final Pattern RECORD = Pattern.compile(FIELD + "(?:," + FIELD + ")*(?:\r\n|\r|\n|\\z)");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    /** Where a record ends, and the line breaks in it. */
    private record Found(int end, int lineBreaks) {}

    @Test
    void shouldFindTheSameRecordsForAnySplitOfTheBytes() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = randomCsv(random);
            List<Found> whole = scan(bytes);

            assertThat(scan(bytes, randomCuts(random, bytes.length)))
                    .as("seed %d: %s", seed, escaped(bytes))
                    .isEqualTo(whole);
        }
    }

    @Test
    void shouldFindTheRecordsOfTheGrammar() {
        for (long seed = 0; seed < RUNS; seed++) {
            byte[] bytes = randomCsv(new Random(seed));

            assertThat(scan(bytes)).as("seed %d: %s", seed, escaped(bytes)).isEqualTo(matched(bytes));
        }
    }

    @Test
    void shouldEndRecordsAtEveryKindOfLineBreak() {
        assertThat(records("a,1\nb,2\r\nc,3\rd,4\n")).containsExactly("a,1\n", "b,2\r\n", "c,3\r", "d,4\n");
    }

    @Test
    void shouldEndBlankLinesAsRecordsOfTheirOwn() {
        assertThat(records("\n\r\n\ra\n\n")).containsExactly("\n", "\r\n", "\r", "a\n", "\n");
    }

    @Test
    void shouldKeepCrLfTogetherWhenItIsCut() {
        RecordScanner scanner = new RecordScanner(',');
        byte[] first = "a\r".getBytes(UTF_8);
        byte[] second = "\nb\n".getBytes(UTF_8);

        assertThat(scanner.findEnd(first, 0, 2)).isEqualTo(-1);
        assertThat(scanner.findEnd(second, 0, 3)).isEqualTo(1);
        assertThat(scanner.takeLineBreaks()).isEqualTo(1);
        assertThat(scanner.findEnd(second, 1, 3)).isEqualTo(3);
        assertThat(scanner.takeLineBreaks()).isEqualTo(1);
    }

    @Test
    void shouldEndARecordAtTheStartOfTheNextBytesAfterALoneCr() {
        RecordScanner scanner = new RecordScanner(',');

        assertThat(scanner.findEnd("a\r".getBytes(UTF_8), 0, 2)).isEqualTo(-1);
        assertThat(scanner.findEnd("b\n".getBytes(UTF_8), 0, 2)).isZero();
        assertThat(scanner.findEnd("b\n".getBytes(UTF_8), 0, 2)).isEqualTo(2);
    }

    @Test
    void shouldKeepQuotedLineBreaksInTheirRecordAndCountThem() {
        byte[] bytes = "a,\"x\ny\r\nz\rw\",1\nb\n".getBytes(UTF_8);

        assertThat(scan(bytes)).containsExactly(new Found(15, 4), new Found(17, 1));
    }

    @Test
    void shouldCountAQuotedCrLfOnceWhereItIsCut() {
        byte[] bytes = "\"x\r\ny\"\n".getBytes(UTF_8);

        assertThat(scan(bytes, 3)).containsExactly(new Found(7, 2));
    }

    @Test
    void shouldReadADoubledQuoteAsDataWhereItIsCut() {
        byte[] bytes = "\"x\"\"\ny\"\nb\n".getBytes(UTF_8);

        assertThat(scan(bytes, 3)).containsExactly(new Found(8, 2), new Found(10, 1));
    }

    @Test
    void shouldReadAStrayQuoteInAnUnquotedFieldAsData() {
        assertThat(records("5\" pipe,1\n6\" pipe,2\n")).containsExactly("5\" pipe,1\n", "6\" pipe,2\n");
        assertThat(records("\"a\"b\"c,1\nd,2\n")).containsExactly("\"a\"b\"c,1\n", "d,2\n");
        assertThat(records("a,x \"b\nc\n")).containsExactly("a,x \"b\n", "c\n");
        assertThat(records("a,\"x\" \"b\nc\n")).containsExactly("a,\"x\" \"b\n", "c\n");
    }

    @Test
    void shouldReadAQuoteAfterSpacesAndTabsAsAnOpeningQuote() {
        assertThat(records("a, \t\"b\nc\" ,d\ne\n")).containsExactly("a, \t\"b\nc\" ,d\n", "e\n");
        assertThat(records(" \"a\nb\"\nc\n")).containsExactly(" \"a\nb\"\n", "c\n");
        assertThat(scan(" \"a\nb\"\nc\n".getBytes(UTF_8), 1)).containsExactly(new Found(7, 2), new Found(9, 1));
    }

    @Test
    void shouldLeaveAnUnclosedQuoteOpenToTheEnd() {
        RecordScanner scanner = new RecordScanner(',');
        byte[] bytes = "a\nb,\"c\nd\n".getBytes(UTF_8);

        assertThat(scanner.findEnd(bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(scanner.inQuotes()).isFalse();
        assertThat(scanner.findEnd(bytes, 2, bytes.length)).isEqualTo(-1);
        assertThat(scanner.inQuotes()).isTrue();
        assertThat(scanner.takeLineBreaks()).isEqualTo(3);
    }

    @Test
    void shouldLeaveARecordWithoutALineBreakToTheCaller() {
        RecordScanner scanner = new RecordScanner(',');
        byte[] bytes = "a\nb,\"c\"".getBytes(UTF_8);

        assertThat(scanner.findEnd(bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(scanner.findEnd(bytes, 2, bytes.length)).isEqualTo(-1);
        assertThat(scanner.inQuotes()).isFalse();
    }

    @Test
    void shouldOpenQuotesAfterItsOwnDelimiterAlone() {
        byte[] bytes = "a;\"b\nc\"\nd,\"e\nf\n".getBytes(UTF_8);
        RecordScanner scanner = new RecordScanner(';');

        int first = scanner.findEnd(bytes, 0, bytes.length);
        int second = scanner.findEnd(bytes, first, bytes.length);

        assertThat(first).isEqualTo(8);
        assertThat(second).isEqualTo(13);
    }

    @Test
    void shouldDetectANulAnywhere() {
        for (String text : List.of("a\0b\n", "\0", "a,\"b\0c\"\n", "\"a\"\0\n", "12345678,\0\n", "a\r\0\n")) {
            assertThat(seesNul(text)).as(text).isTrue();
        }
        assertThat(seesNul("a,\"b 0\"\r\n!\t1\n")).isFalse();
    }

    @Test
    void shouldNotDetectANulAfterTheGivenBytes() {
        byte[] bytes = "a\nb\n\0".getBytes(UTF_8);
        RecordScanner scanner = new RecordScanner(',');

        assertThat(scanner.findEnd(bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(scanner.findEnd(bytes, 2, 4)).isEqualTo(4);
        assertThat(scanner.takeNul()).isFalse();
    }

    private static boolean seesNul(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        RecordScanner scanner = new RecordScanner(',');
        int end = scanner.findEnd(bytes, 0, bytes.length);
        while (end >= 0) {
            end = scanner.findEnd(bytes, end, bytes.length);
        }
        return scanner.takeNul();
    }

    private static byte[] randomCsv(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(UTF_8);
    }

    private static int[] randomCuts(Random random, int length) {
        return random.ints(random.nextInt(8), 0, length + 1).sorted().toArray();
    }

    /** Feeds the bytes slice by slice, each at another position of a separate array. */
    private static List<Found> scan(byte[] bytes, int... cuts) {
        RecordScanner scanner = new RecordScanner(',');
        List<Found> found = new ArrayList<>();
        int sliceStart = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int sliceEnd = i < cuts.length ? cuts[i] : bytes.length;
            byte[] array = new byte[sliceEnd - sliceStart + 5];
            Arrays.fill(array, (byte) '\n');
            System.arraycopy(bytes, sliceStart, array, 3, sliceEnd - sliceStart);
            int to = array.length - 2;
            for (int end = scanner.findEnd(array, 3, to); end >= 0; end = scanner.findEnd(array, end, to)) {
                found.add(new Found(sliceStart + end - 3, scanner.takeLineBreaks()));
            }
            sliceStart = sliceEnd;
        }
        int last = found.isEmpty() ? 0 : found.get(found.size() - 1).end();
        if (last < bytes.length) {
            found.add(new Found(bytes.length, scanner.takeLineBreaks()));
        }
        return found;
    }

    private static List<Found> matched(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Matcher record = RECORD.matcher(text);
        List<Found> found = new ArrayList<>();
        for (int start = 0; start < text.length(); start = record.end()) {
            assertThat(record.region(start, text.length()).lookingAt()).isTrue();
            found.add(new Found(record.end(), (int)
                    LINE_BREAK.matcher(record.group()).results().count()));
        }
        return found;
    }

    private static List<String> records(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        List<String> records = new ArrayList<>();
        int start = 0;
        for (Found found : scan(bytes)) {
            records.add(new String(bytes, start, found.end() - start, UTF_8));
            start = found.end();
        }
        return records;
    }

    private static String escaped(byte[] bytes) {
        return new String(bytes, UTF_8).replace("\r", "\\r").replace("\n", "\\n");
    }
}
