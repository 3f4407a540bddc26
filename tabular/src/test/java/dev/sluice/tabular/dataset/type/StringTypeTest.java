package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringTypeTest {
    private static final Field TEXT = Documents.field("\"type\": \"string\"");
    private static final Field EMAIL = Documents.field("\"type\": \"string\", \"format\": \"email\"");
    private static final Field URI = Documents.field("\"type\": \"string\", \"format\": \"uri\"");
    private static final Field UUID = Documents.field("\"type\": \"string\", \"format\": \"uuid\"");

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "\u0000", "a\nb", "😀", "NA", "0"})
    void shouldTakeAnyText(String cell) {
        assertThat(TEXT.parse(cell)).isEqualTo(cell);
        assertThat(TEXT.text(cell)).isEqualTo(cell);
        assertThat(TEXT.violations(cell)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void shouldRefuseHalfASurrogatePair(String cell) {
        assertThat(TEXT.parse(cell)).isNull();
        assertThat(TEXT.violations(cell))
                .containsExactly(new Violation("type-error", "expected Unicode text, found half a surrogate pair"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.org", "first.last+tag@sub.example.com", "o'neil@localhost", "1@2"})
    void shouldTakeEmailAddresses(String cell) {
        assertThat(EMAIL.parse(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@b.org",
                "a@",
                "a@b@c",
                "a b@c.org",
                "a@-b.org",
                "a@b..org",
                "a@b.org.",
                "ä@b.org",
                "mailto:a@b.org"
            })
    void shouldRefuseOtherEmailAddresses(String cell) {
        assertThat(EMAIL.parse(cell)).isNull();
        assertThat(EMAIL.violations(cell))
                .containsExactly(new Violation("type-error", "expected an e-mail address, found \"" + cell + '"'));
    }

    @Test
    void shouldRefuseInvalidEmailAddressesOfAnyLength() {
        String domain = "a.".repeat(40_000) + "org";

        assertThat(EMAIL.parse("a@" + domain)).isNull();
        assertThat(EMAIL.violations("a@" + domain)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.com", "https://example.com/a?b=c#d", "urn:isbn:0451450523", "mailto:a@b.org"})
    void shouldTakeUris(String cell) {
        assertThat(URI.parse(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "/a", "http://a b", "http://", "1http://a", "http://exämple.com", "%"})
    void shouldRefuseOtherUris(String cell) {
        assertThat(URI.parse(cell)).isNull();
        assertThat(URI.violations(cell))
                .containsExactly(new Violation("type-error", "expected a URI with a scheme, found \"" + cell + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"})
    void shouldTakeUuids(String cell) {
        assertThat(UUID.parse(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123e4567e89b12d3a456426614174000",
                "{123e4567-e89b-12d3-a456-426614174000}",
                "123e4567-e89b-12d3-a456-42661417400",
                "123e4567-e89b-12d3-a456-4266141740000",
                "123g4567-e89b-12d3-a456-426614174000",
                "1-1-1-1-1"
            })
    void shouldRefuseOtherUuids(String cell) {
        assertThat(UUID.parse(cell)).isNull();
        assertThat(UUID.violations(cell))
                .containsExactly(new Violation("type-error", "expected a UUID, found \"" + cell + '"'));
    }
}
