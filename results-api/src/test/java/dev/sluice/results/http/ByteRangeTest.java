package dev.sluice.results.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 100",
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=99-, 99, 1",
        "bytes=50-999999999999999999, 50, 50",
        "bytes=-1, 99, 1",
        "bytes=-500, 0, 100",
        "' bytes=5-9 ', 5, 5",
    })
    void shouldBeAPartOfTheDownload(String header, long offset, long length) {
        assertThat(ByteRange.parse(header).orElseThrow().of(100)).contains(new ByteRange.Part(offset, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void shouldHaveNoBytesBeyondTheEnd(String header) {
        assertThat(ByteRange.parse(header).orElseThrow().of(100)).isEmpty();
    }

    @Test
    void shouldHaveNoBytesOfAnEmptyDownload() {
        assertThat(ByteRange.parse("bytes=-1").orElseThrow().of(0)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=9-5",
                "bytes=0-1,5-6",
                "rows=0-1",
                "bytes=a-b",
                "bytes=1000000000000000000-",
                "bytes=--1"
            })
    void shouldIgnoreAnythingElse(String header) {
        assertThat(ByteRange.parse(header)).isEmpty();
    }
}
