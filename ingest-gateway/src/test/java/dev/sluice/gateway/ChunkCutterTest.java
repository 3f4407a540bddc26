package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutterTest {
    private static final int CHUNK = 12;
    private static final int ROW = 10;

    @Test
    void shouldCutBeforeTheRowThatWouldExceed() throws UploadException {
        assertThat(CutFile.of("h\naaaaa\nbbbbb\nccc\n", CHUNK, ROW))
                .isEqualTo(new CutFile("h", List.of("0@2:aaaaa\nbbbbb\n", "1@4:ccc\n"), 4));
    }

    @Test
    void shouldFillAChunkToTheLastByte() throws UploadException {
        assertThat(CutFile.of("h\n12345\n12345\n1\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\n12345\n", "1@4:1\n");
        assertThat(CutFile.of("h\n12345\n123456\n1\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\n", "1@3:123456\n1\n");
    }

    @Test
    void shouldCutACrLfAsOneLineEnding() throws UploadException {
        assertThat(CutFile.of("h\r\n12345\r12345\r\n1\r\n", CHUNK, ROW).chunks())
                .containsExactly("0@2:12345\r", "1@3:12345\r\n1\r\n");
    }

    @Test
    void shouldKeepAQuotedLineBreakInsideItsRow() throws UploadException {
        assertThat(CutFile.of("h\n\"a\nb\",1\n\"c\r\nd\"\ne\n", CHUNK, ROW))
                .isEqualTo(new CutFile("h", List.of("0@2:\"a\nb\",1\n", "1@4:\"c\r\nd\"\ne\n"), 6));
    }

    @Test
    void shouldTakeTheHeaderFromTheFirstLineThatIsNotBlank() throws UploadException {
        CutFile cut = CutFile.of("\uFEFF\r\n \t\r\n\na,\"b\nc\"\r\nx\n", CHUNK, ROW);

        assertThat(cut).isEqualTo(new CutFile("a,\"b\nc\"", List.of("0@6:x\n"), 6));
    }

    @Test
    void shouldKeepTheLastRowWithoutALineEnding() throws UploadException {
        assertThat(CutFile.of("h\na\nb", CHUNK, ROW)).isEqualTo(new CutFile("h", List.of("0@2:a\nb"), 3));
    }

    @Test
    void shouldKeepBlankLinesAtTheEnd() throws UploadException {
        assertThat(CutFile.of("h\na\n\n\n", CHUNK, ROW)).isEqualTo(new CutFile("h", List.of("0@2:a\n\n\n"), 4));
    }

    @ParameterizedTest
    @CsvSource({"'h', 1", "'h\n', 1", "'h\r\n', 1"})
    void shouldFindNoChunkBehindALonelyHeader(String text, long lines) throws UploadException {
        assertThat(CutFile.of(text, CHUNK, ROW)).isEqualTo(new CutFile("h", List.of(), lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", "\uFEFF\r\n \n\t", "\r\r\r"})
    void shouldRefuseAnEmptyFile(String text) {
        assertThat(refusal(text.getBytes(UTF_8)).problem()).isEqualTo(Problem.EMPTY_FILE);
    }

    @Test
    void shouldNameUtf16ByItsByteOrderMark() {
        assertThat(refusal("h\na\n".getBytes(UTF_16))).satisfies(this::isUtf16);
        assertThat(refusal("\uFEFFh\na\n".getBytes(UTF_16LE))).satisfies(this::isUtf16);
    }

    @Test
    void shouldRefuseNulBytesAndNameTheirRow() {
        assertThat(refusal("h\na\n\0b\n".getBytes(UTF_8))).satisfies(e -> {
            assertThat(e.problem()).isEqualTo(Problem.NOT_TEXT);
            assertThat(e.detail()).contains("NUL").contains("line 3");
        });
        assertThat(refusal("h\na\n".getBytes(UTF_16BE)).detail())
                .contains("UTF-16")
                .contains("line 1");
    }

    @Test
    void shouldLeaveOtherEncodingsToWhoReadsTheRows() throws UploadException {
        CutFile cut = CutFile.of(new ByteArrayInputStream("h\nä\n".getBytes(ISO_8859_1)), CHUNK, ROW);

        assertThat(cut.chunks()).hasSize(1);
    }

    @Test
    void shouldTakeARowOfExactlyTheLimit() throws UploadException {
        assertThat(CutFile.of("h\n123456789\n", CHUNK, ROW).chunks()).containsExactly("0@2:123456789\n");
        assertThat(CutFile.of("h\n1234567890", CHUNK, ROW).chunks()).containsExactly("0@2:1234567890");
    }

    @Test
    void shouldRefuseARowBeyondTheLimitAndNameItsLine() {
        assertThat(refusal("h\n1\n1234567890\n".getBytes(UTF_8))).satisfies(e -> {
            assertThat(e.problem()).isEqualTo(Problem.ROW_TOO_LONG);
            assertThat(e.detail()).contains("line 3").contains("10 bytes").doesNotContain("quote");
        });
    }

    @Test
    void shouldSayThatAQuoteMayNeverBeClosed() {
        assertThat(refusal("h\n1\n\"a\nbcdefghijkl\nm\n".getBytes(UTF_8)).detail())
                .contains("line 3")
                .contains("quote may never be closed");
    }

    @Test
    void shouldRefuseAHeaderWhoseQuoteIsNeverClosed() {
        assertThat(refusal("\n\"a,b\nc".getBytes(UTF_8))).satisfies(e -> {
            assertThat(e.problem()).isEqualTo(Problem.UNCLOSED_QUOTE);
            assertThat(e.detail()).contains("line 2");
        });
    }

    @Test
    void shouldLeaveAQuoteOpenAtTheEndToWhoReadsTheRows() throws UploadException {
        assertThat(CutFile.of("h\na\n\"b\nc", CHUNK, ROW)).isEqualTo(new CutFile("h", List.of("0@2:a\n\"b\nc"), 4));
    }

    @Test
    void shouldPassOnThatTheTextBrokeOff() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ChunkCutter(broken, CHUNK, ROW).header())
                .withMessage("gone");
    }

    private void isUtf16(UploadException e) {
        assertThat(e.problem()).isEqualTo(Problem.NOT_TEXT);
        assertThat(e.detail()).contains("UTF-16");
    }

    private static UploadException refusal(byte[] file) {
        try {
            throw new AssertionError(
                    "expected a refusal, found " + CutFile.of(new ByteArrayInputStream(file), CHUNK, ROW));
        } catch (UploadException e) {
            return e;
        }
    }
}
