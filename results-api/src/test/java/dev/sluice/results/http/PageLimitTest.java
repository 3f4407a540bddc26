package dev.sluice.results.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLimitTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "42", "10000", "0100"})
    void shouldTakeNumbersInRange(String text) {
        assertThat(PageLimit.SERIES.parse(text)).hasValue(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "100001", "1e3", "1.0", " 1", "ten", "1,2", "٣", "99999999999999999999"})
    void shouldRefuseAllElse(String text) {
        assertThat(PageLimit.SERIES.parse(text)).isEmpty();
    }

    @Test
    void shouldHaveTheDocumentedDefaultsAndRanges() {
        assertThat(PageLimit.SERIES).isEqualTo(new PageLimit(1_000, 10_000));
        assertThat(PageLimit.FILES).isEqualTo(new PageLimit(100, 1_000));
        assertThat(PageLimit.REJECTS).isEqualTo(new PageLimit(100, 1_000));
        assertThat(PageLimit.SERIES_OVER_FILES).isEqualTo(new PageLimit(1_000, 10_000));
    }
}
