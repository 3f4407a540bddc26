package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPreambleTest {
    private static final int ROW = 10;

    @Test
    void shouldReadASmallFileCompletely() throws IOException {
        assertThat(start("a,b\n1,2\n")).satisfies(start -> is(start, "a,b\n1,2\n", 1));
    }

    @Test
    void shouldReadOneRowAndOneByteOfALargeFile() throws IOException {
        InputStream text = in("a,b\n1,2\n3,4\n5,6\n");

        is(CsvPreamble.read(text, ReadOptions.NONE, ROW), "a,b\n1,2\n3,4", 1);
        assertThat(new String(text.readAllBytes(), UTF_8)).isEqualTo("\n5,6\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n \t\r\n", "\r\r", "\r\n\n", "\n\r\n"})
    void shouldStartAfterBlankLines(String blank) throws IOException {
        is(start(blank + "a,b\n"), "a,b\n", 3);
    }

    @Test
    void shouldKeepTheSpacesThatARowBeginsWith() throws IOException {
        is(start("\n  \n \ta,b\n"), " \ta,b\n", 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldSkipMoreBlankLinesThanItsBufferHolds(int shift) throws IOException {
        is(start(" ".repeat(shift) + "\r\n".repeat(10_000) + "a,b\n"), "a,b\n", 10_001);
    }

    @Test
    void shouldBeTheSameForAnySplitOfTheInput() throws IOException {
        byte[] file = (" \r\n\n\r\t\n".repeat(7) + "a,b\r\n\r\n1,2\n3,4\n").getBytes(UTF_8);
        CsvPreamble whole = CsvPreamble.read(new ByteArrayInputStream(file), ReadOptions.NONE, ROW);
        for (int seed = 0; seed < 500; seed++) {
            CsvPreamble sliced = CsvPreamble.read(new SlicedInput(file, new Random(seed), 5), ReadOptions.NONE, ROW);

            is(sliced, new String(whole.text(), UTF_8), whole.line());
        }
    }

    @Test
    void shouldSkipLinesThatItsBufferDoesNotHold() throws IOException {
        byte[] file = ("x,\"".repeat(50) + "\r\n" + "y".repeat(30) + "\r\n# z" + "z".repeat(40)
                        + "\n\r\nsep=;\r\n#\na;b\n1;2\n")
                .getBytes(UTF_8);
        ReadOptions asked = ReadOptions.parse("skip=2&comment=%23");
        for (int seed = 0; seed < 100; seed++) {
            CsvPreamble sliced = CsvPreamble.read(new SlicedInput(file, new Random(seed), 5), asked, ROW);

            is(sliced, "a;b\n1;2\n", 7);
            assertThat(sliced.asked().delimiter()).isEqualTo(';');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \n\t", "\r\r\r", "   "})
    void shouldRefuseAnEmptyFile(String text) {
        assertThat(refusal(text.getBytes(UTF_8)).problem()).isEqualTo(Problem.EMPTY_FILE);
    }

    @Test
    void shouldRefuseNulBytesAndNameTheirLine() {
        assertThat(refusal("\na\0\r\n".getBytes(UTF_8))).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.NOT_TEXT);
            assertThat(refusal.detail()).contains("NUL byte on line 2");
        });
        assertThat(refusal("a,b\n".getBytes(UTF_16BE)).detail())
                .contains("line 1")
                .contains("UTF-16 without a byte order mark")
                .contains("charset=UTF-16");
    }

    @Test
    void shouldRefuseAFirstRowWithoutAnEnd() {
        assertThat(refusal("\n01234567890".getBytes(UTF_8))).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.ROW_TOO_LONG);
            assertThat(refusal.detail()).contains("line 2").contains("10 bytes");
        });
        assertThat(refusal(" ".repeat(100).getBytes(UTF_8)).problem()).isEqualTo(Problem.ROW_TOO_LONG);
    }

    @Test
    void shouldLeaveNulBytesBehindTheFirstLineToTheirRows() throws IOException {
        is(start("a,b\n\0\n"), "a,b\n\0\n", 1);
    }

    private static CsvPreamble start(String text) throws IOException {
        return CsvPreamble.read(in(text), ReadOptions.NONE, ROW);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static void is(CsvPreamble start, String text, long line) {
        assertThat(new String(start.text(), UTF_8)).isEqualTo(text);
        assertThat(start.line()).isEqualTo(line);
    }

    private static RefusedException refusal(byte[] file) {
        return catchThrowableOfType(
                RefusedException.class, () -> CsvPreamble.read(new ByteArrayInputStream(file), ReadOptions.NONE, ROW)
                        .requireReadableFirstLine(ROW));
    }
}
