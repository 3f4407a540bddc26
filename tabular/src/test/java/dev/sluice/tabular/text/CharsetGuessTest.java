package dev.sluice.tabular.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetGuessTest {
    @ParameterizedTest
    @CsvSource({
        "windows-1252, Fühler;Temperatur °C",
        "windows-1252, Température à l'entrée;Pression",
        "windows-1252, Temp (°C)",
        "windows-1251, Местное время в Москве;Температура °C",
        "windows-1250, Wilgotność;Ciśnienie względne;Średnia prędkość",
        "Shift_JIS, ダウンロードした時刻;気温(℃);降水量",
        "GBK, 记录时间;温度(℃);湿度(%RH);报警状态",
        "Big5, 記錄時間;溫度;濕度;報警狀態",
        "EUC-KR, 시간;온도;습도;상태",
    })
    void shouldFindTheCharsetOfATable(String charset, String names) {
        byte[] bytes = (names + "\n2026-11-01 10:00;21.5;40\n").getBytes(Charset.forName(charset));

        CharsetGuess guess = CharsetGuess.of(bytes);

        assertThat(guess.inWords()).contains(charset);
        // Where several fit, all are named, and what the others read differs.
        assertThat(guess.charset().equals(Charset.forName(charset))
                        || guess.others().contains(Charset.forName(charset)))
                .isTrue();
        assertThat(guess.others()).hasSizeLessThan(3).doesNotContain(guess.charset());
    }

    @Test
    void shouldBeSureOfMost() {
        assertThat(CharsetGuess.of("Температура".getBytes(Charset.forName("windows-1251"))))
                .isEqualTo(new CharsetGuess(Charset.forName("windows-1251"), List.of()));
    }

    @Test
    void shouldTakeAnythingElseForTheCommonOne() {
        byte[] noise = new byte[1_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 37);
        }

        assertThat(CharsetGuess.of(noise).charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(CharsetGuess.of("plain".getBytes(US_ASCII)).charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(CharsetGuess.of(new byte[0]).charset()).isEqualTo(Charset.forName("windows-1252"));
    }
}
