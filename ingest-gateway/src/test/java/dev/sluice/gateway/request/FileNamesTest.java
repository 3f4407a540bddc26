package dev.sluice.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource({
        "a.csv, a.csv",
        "/some/where/../a.csv, a.csv",
        "C:\\fakepath\\größe 1.csv, größe 1.csv",
        "'a\r\nb.csv', ab.csv",
        "'', upload.csv",
        "dir/, upload.csv",
    })
    void shouldKeepTheNameAlone(String sent, String clean) {
        assertThat(FileNames.clean(sent)).isEqualTo(clean);
    }

    @Test
    void shouldCutLongNamesBetweenCharacters() {
        assertThat(FileNames.clean("\uD83D\uDE00".repeat(300))).isEqualTo("\uD83D\uDE00".repeat(255));
    }
}
