package dev.sluice.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentLinesTest {
    private static final String PIECES = "{}{}[][],,:\"\"\\\n\r\t  ab1é\0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "[]|``",
                " [ ] |``",
                "{}|`{}$`",
                "[{},{}]|`{}${}$`",
                " [ {} , {} ] |`{}${}$`",
                "[{\"a\":[1,{\"b\":2}]},{}]|`{\"a\":[1,{\"b\":2}]}${}$`",
                "{$  \"a\": 1$}$|`{   \"a\": 1 }$`",
                "[$  {$    \"a\": 1$  },$  {}$]|`{     \"a\": 1   }${}$`",
                "[{\"a\":\"],[\"},{\"b\":\"\\\"}\"}]|`{\"a\":\"],[\"}${\"b\":\"\\\"}\"}$`",
                "[{\"a\":\"\\\\\"},{}]|`{\"a\":\"\\\\\"}${}$`",
                "[1,\"x\",null,[{}]]|`1$\"x\"$null$[{}]$`",
                // Documents one after the other, as they are or in arrays.
                "{}{} {}$[{}]$[{},{}]|`{}${}${}${}${}${}$`",
                // What is missing.
                "[{},,{}]|`{}$,${}$`",
                "[,{}]|`,${}$`",
                "[{},]|`{}$,$`",
                "[{} {}]|`{}${}$`",
                "[{},{}|`{}${}$[$`",
                "[|`[$`",
                "[{},{\"a\":|`{}${\"a\":$`",
                "{\"a\":|`{\"a\":$`",
                // What is too much.
                "[{}]]|`{}$]$`",
                "{}}${}|`{}$}${}$`",
                "{},${}|`{}$,${}$`",
                "[{}}{},{}]|`{}$}{}${}$`",
                "[{}] x${}|`{}$x${}$`",
                // A string without an end affects its line, and whatever its brackets hide.
                "[{\"a\":\"x$},{}]|`{\"a\":\"x~}${}$`",
            })
    void shouldWriteADocumentALine(String text, String lines) throws IOException {
        assertThat(lines(text.replace('$', '\n'), text.length()))
                .isEqualTo(lines.replace('$', '\n').replace('~', '\t'));
    }

    @Test
    void shouldWriteTheSameForAnySplitOfTheInput() throws IOException {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "[" : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(PIECES.charAt(random.nextInt(PIECES.length())));
            }

            String whole = lines(text.toString(), Integer.MAX_VALUE);

            assertThat(lines(text.toString(), 1 + random.nextInt(5)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
            assertThat(whole)
                    .as("seed %d", seed)
                    .doesNotContain("\n\n")
                    .doesNotContain("\r")
                    .doesNotStartWith("\n");
        }
    }

    private static String lines(String text, int largestSlice) throws IOException {
        InputStream slices = new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, largestSlice));
            }
        };
        return new String(new DocumentLines(slices).readAllBytes(), UTF_8);
    }
}
