package dev.sluice.tabular.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedTextTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3, abc, false",
        "abcd, 3, abc, true",
        "aé, 3, aé, false",
        "aéb, 3, aé, true",
        "aéb, 2, a, true",
        "a→b, 3, a, true",
        "a→b, 4, a→, true",
        "a😀, 4, a, true",
        "a😀, 5, a😀, false",
        "a😀b, 5, a😀, true",
    })
    void shouldCutUtf8BetweenCharacters(String text, int maxBytes, String expected, boolean truncated) {
        byte[] bytes = ("<" + text).getBytes(UTF_8);

        assertThat(TruncatedText.ofUtf8(bytes, 1, bytes.length, maxBytes))
                .isEqualTo(new TruncatedText(expected, truncated));
    }

    @Test
    void shouldCutInvalidUtf8Anywhere() {
        byte[] bytes = new byte[10];
        Arrays.fill(bytes, (byte) 0x80);

        assertThat(TruncatedText.ofUtf8(bytes, 0, 10, 6)).isEqualTo(new TruncatedText("\uFFFD".repeat(6), true));
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a😀b, 3, a…", "a😀b, 4, a😀b", "a😀bc, 4, a😀…"})
    void shouldCutTextBetweenCharacters(String text, int maxChars, String expected) {
        assertThat(TruncatedText.ofChars(text, maxChars)).isEqualTo(expected);
    }
}
