package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkCutterTest {
    private static final int CHUNK = 12;
    private static final int ROW = 10;

    @Test
    void shouldCutBeforeTheRowThatWouldExceed() throws RefusedException {
        assertThat(CutFile.of("h\naaaaa\nbbbbb\nccc\n", CHUNK, ROW))
                .isEqualTo(new CutFile(List.of("0@2:aaaaa\nbbbbb\n", "1@4:ccc\n"), 4));
    }

    @Test
    void shouldFillAChunkToTheLastByte() throws RefusedException {
        assertThat(CutFile.of("h\n12345\n12345\n1\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\n12345\n", "1@4:1\n");
        assertThat(CutFile.of("h\n12345\n123456\n1\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\n", "1@3:123456\n1\n");
    }

    @Test
    void shouldCutACrLfAsOneLineEnding() throws RefusedException {
        assertThat(CutFile.of("h\r\n12345\r12345\r\n1\r\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\r", "1@3:12345\r\n1\r\n");
    }

    @Test
    void shouldKeepAQuotedLineBreakInsideItsRow() throws RefusedException {
        assertThat(CutFile.of("h\n\"a\nb\",1\n\"c\r\nd\"\ne\n", CHUNK, ROW))
                .isEqualTo(new CutFile(List.of("0@2:\"a\nb\",1\n", "1@4:\"c\r\nd\"\ne\n"), 6));
    }

    @Test
    void shouldTakeTheHeaderFromTheFirstLineThatIsNotBlank() throws RefusedException {
        CutFile cut = CutFile.of("\uFEFF\r\n \t\r\n\na,\"b\nc\"\r\nx\n", CHUNK, ROW);

        assertThat(cut).isEqualTo(new CutFile(List.of("0@6:x\n"), 6));
    }

    @Test
    void shouldKeepTheLastRowWithoutALineEnding() throws RefusedException {
        assertThat(CutFile.of("h\na\nb", CHUNK, ROW)).isEqualTo(new CutFile(List.of("0@2:a\nb"), 3));
    }

    @Test
    void shouldKeepBlankLinesAtTheEnd() throws RefusedException {
        assertThat(CutFile.of("h\na\n\n\n", CHUNK, ROW)).isEqualTo(new CutFile(List.of("0@2:a\n\n\n"), 4));
    }

    @ParameterizedTest
    @CsvSource({"'h', 1", "'h\n', 1", "'h\r\n', 1"})
    void shouldFindNoChunkAfterAHeaderWithoutRows(String text, long lines) throws RefusedException {
        assertThat(CutFile.of(text, CHUNK, ROW)).isEqualTo(new CutFile(List.of(), lines));
    }

    @Test
    void shouldBeginWithTheFirstRowWhereThereIsNoHeaderRow() throws IOException {
        ByteArrayInputStream text = new ByteArrayInputStream("\n \na;b\nc;d\n".getBytes(UTF_8));
        CsvPreamble start = CsvPreamble.read(text, ReadOptions.NONE, ROW);

        ChunkCutter cutter = new ChunkCutter(start, text, ';', CHUNK, ROW);

        assertThat(cutter.next()).map(CutFile::text).contains("0@3:a;b\nc;d\n");
        assertThat(cutter.next()).isEmpty();
        assertThat(cutter.lines()).isEqualTo(4);
    }

    /** A quote only counts as the first byte of a cell. */
    @Test
    void shouldCutByItsDelimiter() throws IOException {
        byte[] text = "h;\"x\ny\"\n1,\"2\n3\n".getBytes(UTF_8);
        ByteArrayInputStream rest = new ByteArrayInputStream(text);
        ChunkCutter cutter = new ChunkCutter(CsvPreamble.read(rest, ReadOptions.NONE, 20), rest, ';', 20, 20);

        cutter.skipHeaderRow(0, null);

        assertThat(cutter.next()).map(CutFile::text).contains("0@3:1,\"2\n3\n");
    }

    @Test
    void shouldSkipRowsBehindTheHeaderRow() throws IOException {
        byte[] text = "h\n\n\"u\n1\"\n \nv\na\nb\n".getBytes(UTF_8);
        ByteArrayInputStream rest = new ByteArrayInputStream(text);
        ChunkCutter cutter = new ChunkCutter(CsvPreamble.read(rest, ReadOptions.NONE, 20), rest, ',', 20, 20);

        cutter.skipHeaderRow(2, null);

        assertThat(cutter.next()).map(CutFile::text).contains("0@7:a\nb\n");
        assertThat(cutter.next()).isEmpty();
        assertThat(cutter.lines()).isEqualTo(8);
    }

    /** A comment of several lines may hold rows. */
    @Test
    void shouldNotCountCommentsAsRowsBehindTheHeaderRow() throws IOException {
        byte[] text = "h\n # x\nu\n#\nv\n#,\"\n\"\na\n".getBytes(UTF_8);
        for (int rows = 1; rows <= 3; rows++) {
            ByteArrayInputStream rest = new ByteArrayInputStream(text);
            ChunkCutter cutter = new ChunkCutter(CsvPreamble.read(rest, ReadOptions.NONE, 20), rest, ',', 20, 20);

            cutter.skipHeaderRow(rows, '#');

            assertThat(cutter.next())
                    .map(CutFile::text)
                    .contains(List.of("0@4:#\nv\n#,\"\n\"\na\n", "0@6:#,\"\n\"\na\n", "0@8:a\n")
                            .get(rows - 1));
        }
    }

    @Test
    void shouldLeaveRowsWithANulToTheirReader() throws RefusedException {
        assertThat(CutFile.of("h\na\n\0b\r\nc\n", CHUNK, ROW).chunks()).containsExactly("0@2:a\n\0b\r\nc\n");
    }

    @Test
    void shouldRefuseAHeaderRowWithANul() {
        assertThat(refusal("\"h\n\0\"\na\n".getBytes(UTF_8))).satisfies(e -> {
            assertThat(e.problem()).isEqualTo(Problem.NOT_TEXT);
            assertThat(e.detail()).contains("NUL").contains("line 1");
        });
    }

    @Test
    void shouldNotRejectOtherEncodings() throws RefusedException {
        CutFile cut = CutFile.of(new ByteArrayInputStream("h\nä\n".getBytes(ISO_8859_1)), CHUNK, ROW);

        assertThat(cut.chunks()).hasSize(1);
    }

    @Test
    void shouldTakeARowOfExactlyTheLimit() throws RefusedException {
        assertThat(CutFile.of("h\n123456789\n", CHUNK, ROW).chunks()).containsExactly("0@2:123456789\n");
        assertThat(CutFile.of("h\n1234567890", CHUNK, ROW).chunks()).containsExactly("0@2:1234567890");
    }

    @Test
    void shouldPutTheBeginningOfARowBeyondTheLimitIntoAChunkByItself() throws RefusedException {
        assertThat(CutFile.of("h\n1\n1234567890\n2\n", CHUNK, ROW))
                .isEqualTo(new CutFile(
                        List.of(
                                "0@2:1\n",
                                "1@3:1234567890|11|expected a row of at most 10 bytes with its line ending,"
                                        + " found one of 11",
                                "2@4:2\n"),
                        4));
        assertThat(CutFile.of("h\n" + "x".repeat(1_000_000) + "\r\n2", CHUNK, ROW))
                .isEqualTo(new CutFile(
                        List.of(
                                "0@2:xxxxxxxxxxx|1000002|expected a row of at most 10 bytes with its line ending,"
                                        + " found one of 1000002",
                                "1@3:2"),
                        3));
    }

    @Test
    void shouldNameTheLinesOfAQuotedCellThatIsTooLong() throws RefusedException {
        assertThat(CutFile.of("h\n1\n\"a\nbcdefghijkl\"\nm\n", CHUNK, ROW))
                .isEqualTo(new CutFile(
                        List.of(
                                "0@2:1\n",
                                "1@3:\"a\nbcdefghi|16|expected a row of at most 10 bytes with its line ending, found one"
                                        + " of 16, on lines 3 to 4: a quoted cell spans them, of which a quote may be"
                                        + " missing",
                                "2@5:m\n"),
                        5));
    }

    @Test
    void shouldRefuseTheRestWhereAQuoteIsNeverClosed() {
        for (String rest : List.of("\n", "\nm\n".repeat(60), "\nm\n".repeat(60) + "\"")) {
            assertThat(refusal(("h\n1\n\"a\nbcdefghijkl" + rest).getBytes(UTF_8)))
                    .satisfies(e -> {
                        assertThat(e.problem()).isEqualTo(Problem.ROW_TOO_LONG);
                        assertThat(e.detail())
                                .contains("line 3")
                                .contains("10 bytes")
                                .contains("closing quote may be missing");
                    });
        }
    }

    @Test
    void shouldRefuseAHeaderRowBeyondTheLimit() {
        assertThat(refusal("\"h\nijklmnopq\"\n1\n".getBytes(UTF_8)))
                .extracting(RefusedException::problem)
                .isEqualTo(Problem.ROW_TOO_LONG);
    }

    @Test
    void shouldNotRejectAnUnclosedQuoteAtTheEnd() throws RefusedException {
        assertThat(CutFile.of("h\na\n\"b\nc", CHUNK, ROW)).isEqualTo(new CutFile(List.of("0@2:a\n\"b\nc"), 4));
    }

    @Test
    void shouldRethrowAReadFailure() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        new ChunkCutter(new CsvPreamble("h\n".getBytes(UTF_8), 1), broken, ',', CHUNK, ROW).next())
                .withMessage("gone");
    }

    private static RefusedException refusal(byte[] file) {
        try {
            throw new AssertionError(
                    "expected a refusal, found " + CutFile.of(new ByteArrayInputStream(file), CHUNK, ROW));
        } catch (RefusedException e) {
            return e;
        }
    }
}
