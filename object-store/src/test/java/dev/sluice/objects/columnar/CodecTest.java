package dev.sluice.objects.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {
    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsName(Codec codec) {
        assertThat(Codec.of(codec.name().toLowerCase(Locale.ROOT))).isEqualTo(codec);
    }

    @Test
    void shouldSayWhatItExpected() {
        assertThatThrownBy(() -> Codec.of("lzo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of the codecs zstd, snappy, gzip, none, found lzo");
    }
}
