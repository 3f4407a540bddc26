package dev.sluice.tabular.row.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"a\":1}`               | DOCUMENT",
                "`{\"a\":1}<LF>`           | DOCUMENT",
                "`{\"a\":1}<LF> <LF>`      | DOCUMENT",
                "`{<LF>\"a\":1}<LF>`       | DOCUMENT",
                "`{<LF>\"a\":1}<LF>{}`     | DOCUMENT",
                "`{\"a\":<LF>`             | DOCUMENT",
                "`{\"a\":1}<LF>{\"a\":2}`  | LINES",
                "`{\"a\":1}<CR>{\"a\":2}`  | LINES",
                "`{\"a\":1}<CR><LF>broken` | LINES",
                "`<LF> {\"a\":[{}]} <LF>{` | LINES",
                "`<BOM>{}<LF>{}`           | LINES",
                "`{}{}<LF>{}`              | DOCUMENT",
                "`[]`                      | DOCUMENT",
                "`<BOM> <LF> [{}]`         | DOCUMENT",
                "`[{}]<LF>[{}]`            | DOCUMENT",
                "`[ null]`                 | DOCUMENT",
                "`[true, {}]`              | DOCUMENT",
                "`[<LF>\"a\"]`            | DOCUMENT",
                "`[x`                      | CSV",
                "`[Data]<LF>a,b`           | CSV",
                "`[nullable];;<LF>a;b`     | CSV",
                "`a,b`                     | CSV",
                "`\"{\",b`                 | CSV",
                "``                        | CSV",
                "` <LF>`                   | CSV",
                "`<BOM>`                   | CSV",
            })
    void shouldDetectTheFormByContent(String text, String form) {
        assertThat(find(null, text)).isEqualTo(form);
        assertThat(find("application/octet-stream", text)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json                  | a,b              | DOCUMENT",
                "application/json                  | ``               | DOCUMENT",
                "application/json                  | `{}<LF>{}`       | LINES",
                "Application/JSON ; charset=utf-8  | a,b              | DOCUMENT",
                "application/x-ndjson              | [{}]             | LINES",
                "application/ndjson                | {}               | LINES",
                "application/jsonl;charset=utf-8   | ``               | LINES",
                "text/csv                          | {}               | CSV",
                "TEXT/CSV; header=present          | [{}]             | CSV",
                "``                                | [{}]             | DOCUMENT",
            })
    void shouldDetectTheFormByContentType(String contentType, String text, String form) {
        assertThat(find(contentType, text)).isEqualTo(form);
    }

    private static String find(String contentType, String text) {
        String unescaped = text.replace("<LF>", "\n").replace("<CR>", "\r").replace("<BOM>", "\uFEFF");
        return JsonForms.find(contentType, unescaped.getBytes(UTF_8))
                .map(JsonRows.Form::name)
                .orElse("CSV");
    }
}
