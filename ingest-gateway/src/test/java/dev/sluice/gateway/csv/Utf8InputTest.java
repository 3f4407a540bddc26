package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8InputTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-16LE",
                "UTF-16BE",
                "UTF-32LE",
                "UTF-32BE",
                "GB18030",
                "windows-1252",
                "Shift_JIS",
                "EUC-JP",
                "ISO-2022-JP"
            })
    void shouldTranscodeTheSameForAnySplitOfTheInput(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = charset.newEncoder().canEncode('日')
                ? "日本,\"x\ny\"\r\n" + (name.startsWith("UTF") || name.startsWith("GB") ? "\uD83D\uDE00" : "")
                : "größe,€,\"x\ny\"\r\n";
        byte[] encoded = text.repeat(3_000).getBytes(charset);
        for (int largestSlice : new int[] {1, 2, 3, 7, 1_000, 100_000}) {
            InputStream in = new SlicedInput(encoded, new Random(largestSlice), largestSlice);

            assertThat(new String(new Utf8Input(in, charset).readAllBytes(), UTF_8))
                    .as("slices of %d at most", largestSlice)
                    .isEqualTo(text.repeat(3_000));
        }
    }

    @Test
    void shouldGiveSingleBytes() throws IOException {
        InputStream in = new Utf8Input(new ByteArrayInputStream(new byte[] {(byte) 0xE9}), WINDOWS_1252);

        assertThat(in.read()).isEqualTo(0xC3);
        assertThat(in.read()).isEqualTo(0xA9);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void shouldTranscodeAnEmptyText() throws IOException {
        assertThat(transcode("", UTF_16LE)).isEmpty();
    }

    /** An unpaired UTF-16 surrogate, or a missing last byte, must not swallow the end of its row. */
    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 6100 3DD8 0A00 6200, 61FF0A62",
        "UTF-16LE, 00DE 0A00, FF0A",
        "UTF-16BE, 0061 D83D 000A 0062, 61FF0A62",
        "UTF-16LE, 6100 0A, 61FF",
        "UTF-16BE, 0061 D83D, 61FF",
        "UTF-32BE, 0000D800 0000000A, FF0A",
        "UTF-32BE, 00110000 0000000A, FF0A",
        "windows-1252, 61 81 0A, 61FF0A",
        "US-ASCII, 61 E9 0A, 61FF0A",
        "Shift_JIS, 61 81 0A 62, 61FF0A62",
        "UTF-8, 61 C3 0A 62, 61FF0A62",
    })
    void shouldReplaceOnlyMalformedBytes(String charset, String encoded, String utf8) throws IOException {
        assertThat(HexFormat.of().withUpperCase().formatHex(transcode(encoded, Charset.forName(charset))))
                .isEqualTo(utf8);
    }

    @Test
    void shouldReplaceEachOfManyMalformedBytes() throws IOException {
        byte[] broken = new byte[100_000];
        Arrays.fill(broken, (byte) 0x81);

        assertThat(new Utf8Input(new ByteArrayInputStream(broken), WINDOWS_1252).readAllBytes())
                .hasSize(100_000)
                .containsOnly(0xFF);
    }

    @Test
    void shouldKeepNulBytes() throws IOException {
        assertThat(transcode("0061 0000", UTF_16BE)).containsExactly('a', 0);
    }

    private static byte[] transcode(String hex, Charset charset) throws IOException {
        byte[] encoded = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Utf8Input(new ByteArrayInputStream(encoded), charset).readAllBytes();
    }
}
