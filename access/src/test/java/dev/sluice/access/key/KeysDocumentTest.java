package dev.sluice.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.runtime.http.Right;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysDocumentTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Instant CREATED = Instant.parse("2026-12-01T08:00:00Z");
    private static final ApiKey KEY = new ApiKey("lab", DIGEST, Set.of(Right.READ), true, Quota.UNLIMITED, CREATED);

    @Test
    void shouldReadWhatItWrites() throws InvalidFileException {
        List<ApiKey> keys = List.of(
                KEY,
                new ApiKey(
                        "lab",
                        DIGEST.replace('0', '1'),
                        Set.of(Right.values()),
                        false,
                        new Quota(4, 50, 10_000_000_000L),
                        CREATED));

        assertThat(KeysDocument.read(KeysDocument.write(keys))).isEqualTo(keys);
        assertThat(KeysDocument.read(KeysDocument.write(List.of()))).isEmpty();
    }

    @Test
    void shouldReadAsManyKeysAsAllowed() throws InvalidFileException {
        List<ApiKey> keys = keys(KeysDocument.MAX_KEYS);

        assertThat(KeysDocument.read(KeysDocument.write(keys))).isEqualTo(keys);
        assertThat(KeysDocument.write(keys)).hasSizeLessThan(KeysFile.MAX_BYTES);
        assertFault(new String(KeysDocument.write(keys(KeysDocument.MAX_KEYS + 1)), UTF_8), "at most 1000 keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name'                  | 'nam'                    | line 3: expected only the properties name",
                "'lab'                   | 'anonymous'              | line 2: name: \"anonymous\" is reserved",
                "'lab'                   | 'producers'              | line 2: name: \"producers\" is reserved",
                "'lab'                   | ''                       | line 2: name: expected up to 64",
                "'lab'                   | 'a b'                    | line 2: name: expected up to 64",
                "'lab'                   | 7                        | line 3: name: expected a text",
                "[ 'read' ]              | [ ]                      | line 2: rights: expected at least one",
                "[ 'read' ]              | [ 'admin' ]              | line 5: rights: expected read, write",
                "[ 'read' ]              | 'read'                   | line 5: rights: expected an array",
                "'all'                   | 'any'                    | line 6: files: expected own or all",
                "'2026-12-01T08:00:00Z'  | 'today'                  | line 7: created: expected a time",
                "'files': 'all',         | ``                       | line 2: expected the property \"files\"",
                "'files': 'all',         | 'files': 'all', 'files': 'own', | line 6: a property is there twice",
                "'files': 'all',         | 'files': 'all', 'quotas': { 'uploads': 0 }, | line 6: quotas: uploads: expected 1",
                "'files': 'all',         | 'files': 'all', 'quotas': { 'uploads': 99999999999 }, | line 6: quotas: uploads",
                "'files': 'all',         | 'files': 'all', 'quotas': { 'uploads': 1.5 }, | line 6: quotas: expected a whole",
                "'files': 'all',         | 'files': 'all', 'quotas': { 'uploads': 99999999999999999999 }, | line 6: quotas: expected",
                "'files': 'all',         | 'files': 'all', 'quotas': { 'bytes': 1 }, | line 6: expected only the properties uploads",
                "'files': 'all',         | 'files' 'all',           | line 6: expected valid JSON",
                "'keys'                  | 'key'                    | line 1: expected the property \"keys\"",
            })
    void shouldNameTheLineOfAFault(String right, String wrong, String message) {
        String json = """
                { "keys": [
                  {
                    "name": "lab",
                    "sha256": "%s",
                    "rights": [ "read" ],
                    "files": "all",
                    "created": "2026-12-01T08:00:00Z"
                  }
                ] }
                """.formatted(DIGEST);
        assertFault(json.replace(right.replace('\'', '"'), wrong.replace('\'', '"')), message);
    }

    @Test
    void shouldRefuseWhatIsNoDocument() {
        assertFault("", "expected an object");
        assertFault("[]", "expected an object");
        assertFault("{}", "expected an object with the property");
        assertFault("{\"keys\": []} x", "expected valid JSON");
        assertFault("{\"keys\": []} {}", "expected nothing after");
        assertFault("{\"keys\": [", "expected");
        assertFault("{\"keys\": [[]]}", "expected an object for each key");
    }

    @Test
    void shouldNotRepeatTheFileInAFault() {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> KeysDocument.read("{\"keys\": [ slc_secret ]}".getBytes(UTF_8)))
                .withMessageNotContaining("slc_");
    }

    @Test
    void shouldRefuseTheSameKeyTwice() {
        assertFault(new String(KeysDocument.write(List.of(KEY, KEY)), UTF_8), "in the file already");
    }

    private static List<ApiKey> keys(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new ApiKey(
                        "n".repeat(64),
                        KeySecret.sha256Hex("slc_" + i),
                        Set.of(Right.values()),
                        false,
                        new Quota(1, 1, 1L),
                        CREATED))
                .collect(Collectors.toList());
    }

    private static void assertFault(String json, String message) {
        assertThatExceptionOfType(InvalidFileException.class)
                .as(json)
                .isThrownBy(() -> KeysDocument.read(json.getBytes(UTF_8)))
                .withMessageContaining(message);
    }
}
