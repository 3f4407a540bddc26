package dev.sluice.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEncodingsTest {
    @ParameterizedTest
    @CsvSource({
        "a.csv, , false",
        "a.csv, '', false",
        "a.csv, identity, false",
        "a.csv, gzip, true",
        "a.csv, ' GZip ', true",
        "a.csv, x-gzip, true",
        "a.csv.gz, , true",
        "A.CSV.GZ, identity, true",
        "a.csv.gz, gzip, true",
        "gz, , false",
    })
    void shouldFollowTheHeaderAndTheName(String filename, @Nullable String encoding, boolean gzip)
            throws RefusedException {
        assertThat(ContentEncodings.isGzip(upload(filename, encoding))).isEqualTo(gzip);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "deflate", "gzip, gzip"})
    void shouldRefuseOthers(String encoding) {
        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> ContentEncodings.isGzip(upload("a.csv", encoding)));

        assertThat(refusal.problem()).isEqualTo(Problem.UNSUPPORTED_ENCODING);
        assertThat(refusal.detail()).contains("gzip or none").contains(encoding);
    }

    private static Upload upload(String filename, @Nullable String encoding) {
        return new RawUpload(filename, null, encoding, InputStream.nullInputStream());
    }
}
