package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedTextTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void shouldPreferAByteOrderMarkAndRemoveIt(String name) throws IOException {
        Charset charset = Charset.forName(name);
        byte[] file = "\uFEFFgröße\n".getBytes(charset);

        is(DecodedText.of(new ByteArrayInputStream(file), null), charset, "größe\n");
        is(DecodedText.of(new ByteArrayInputStream(file), UTF_8), charset, "größe\n");
        is(DecodedText.of(new ByteArrayInputStream(file), WINDOWS_1252), charset, "größe\n");
    }

    @Test
    void shouldUseTheDeclaredCharsetWithoutAByteOrderMark() throws IOException {
        is(text("größe\n".getBytes(WINDOWS_1252), WINDOWS_1252), WINDOWS_1252, "größe\n");
        is(text("größe\n".getBytes(UTF_16LE), UTF_16LE), UTF_16LE, "größe\n");
        is(text("größe\n".getBytes(UTF_16BE), UTF_16BE), UTF_16BE, "größe\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "größe\n"})
    void shouldDefaultToUtf8(String content) throws IOException {
        is(text(content.getBytes(UTF_8), null), UTF_8, content);
    }

    /** They come back under the query that their file came from. */
    @Test
    void shouldReadRejectsAsUtf8UnlessTheyAreNot() throws IOException {
        String rejects = "Fühler,Wert,_line,_code,_message\n" + "Süd,\"2,5\",3,type-error,\"wert: expected …\"\n";
        String ascii = "a,b,_line,_code,_message\n1,2,3,type-error,x\n";
        String large = rejects + "größe,1,2,type-error,x\n".repeat(10_000);

        is(text(rejects.getBytes(UTF_8), WINDOWS_1252), UTF_8, rejects);
        is(text(ascii.getBytes(UTF_8), UTF_16LE), UTF_8, ascii);
        is(text(large.getBytes(UTF_8), WINDOWS_1252), UTF_8, large);
        is(text(("\uFEFF" + rejects).getBytes(UTF_16LE), WINDOWS_1252), UTF_16LE, rejects);
        // Saved by a spreadsheet in that charset.
        String saved = rejects.replace("…", "...");
        is(text(saved.getBytes(WINDOWS_1252), WINDOWS_1252), WINDOWS_1252, saved);
        // Any other file of which the bytes would be UTF-8, too.
        is(text("Ã¼,_line\n".getBytes(WINDOWS_1252), WINDOWS_1252), WINDOWS_1252, "Ã¼,_line\n");
    }

    @Test
    void shouldPassUtf8ThroughAsItIs() throws IOException {
        byte[] broken = {'a', (byte) 0xE9, (byte) 0xFE, (byte) 0xFF, '\n'};

        assertThat(text(broken, UTF_8).utf8().readAllBytes()).isEqualTo(broken);
    }

    @Test
    void shouldReportHowToSendGzip() {
        byte[] gzip = Gzip.of("a,b\n".getBytes(UTF_8));

        assertThat(catchThrowableOfType(RefusedException.class, () -> text(gzip, null)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.NOT_TEXT);
                    assertThat(refusal.detail())
                            .contains("Content-Encoding: gzip")
                            .contains(".gz");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    504B0304 1400 0000 0800 | zip archive | save it as CSV
                    D0CF11E0 A1B11AE1 0000 | (.xls) | save it as CSV
                    255044462D 312E370A    | PDF    | export the data as CSV
                    5041523115 0415 2015   | Parquet | convert it to CSV
                    425A683931415926535900 | bzip2  | decompress it
                    FD377A585A00 0004      | xz     | decompress it
                    28B52FFD 0458          | zstd   | decompress it
                    377ABCAF271C 0004      | 7z     | unpack it
                    """)
    void shouldNameAnotherFormatAndWhatToDo(String start, String name, String advice) {
        byte[] file = HexFormat.of().parseHex(start.replace(" ", ""));

        assertThat(catchThrowableOfType(RefusedException.class, () -> text(file, null)))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.NOT_TEXT);
                    assertThat(refusal.detail()).contains(name).contains(advice).doesNotContain("UTF-16");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAR1,PAR2\n", "PAR1\r\n", "BZh9,BZh\n", "7z,PK\n", "PK,id\n", "%PDF\n", "(m),xz\n"})
    void shouldReadColumnsThatBeginLikeAnotherFormat(String content) throws IOException {
        is(text(content.getBytes(UTF_8), null), UTF_8, content);
    }

    private static DecodedText text(byte[] file, @Nullable Charset declared) throws IOException {
        return DecodedText.of(new ByteArrayInputStream(file), declared);
    }

    private static void is(DecodedText text, Charset charset, String content) throws IOException {
        assertThat(text.charset()).isEqualTo(charset);
        assertThat(new String(text.utf8().readAllBytes(), UTF_8)).isEqualTo(content);
    }
}
