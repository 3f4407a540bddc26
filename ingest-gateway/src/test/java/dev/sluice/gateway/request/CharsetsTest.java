package dev.sluice.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {
    @ParameterizedTest
    @CsvSource({
        "text/csv; charset=windows-1252, windows-1252",
        "text/csv;header=present;CHARSET=\"UTF-16le\", UTF-16LE",
        "application/x-www-form-urlencoded; charset=cp1252, windows-1252",
        "nonsense;charset=latin1, ISO-8859-1",
    })
    void shouldReadTheCharsetOfAContentType(String contentType, String charset) throws RefusedException {
        assertThat(Charsets.ofContentType(contentType))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo(charset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/csv", "text/csv;charset=", "text/csv; charset", "nonsense", "; ;", "a/b;charset-x=y"})
    void shouldFindNoCharsetWithoutAParameter(String contentType) throws RefusedException {
        assertThat(Charsets.ofContentType(contentType)).isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownCharset() {
        assertThat(catchThrowableOfType(RefusedException.class, () -> Charsets.ofContentType("text/csv; charset=utf-9"))
                        .problem())
                .isEqualTo(Problem.UNKNOWN_CHARSET);
    }
}
