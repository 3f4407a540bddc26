package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.RawUpload;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in all encodings, compared with the same text as plain UTF-8 in one piece. */
class CsvFilePropertyTest {
    private static final int FILES = 200;
    private static final int CHUNK = 1_100;
    private static final GatewayProperties PROPERTIES =
            GatewayProperties.read(new Settings(Map.of("gateway.max-row-bytes", "1KiB")));
    private static final String[] CELLS = {
        "1.5", "-3", "x", "", "\"a\nb\"", "\"q\"\"q\"", "größe", "日本", "5\" pipe", "\"a,b;c\"", " "
    };

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void shouldCutTheSameForAnyWrappingAndSplitOfTheInput(String charset) throws RefusedException {
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            boolean marked = charset.startsWith("UTF-16");
            String text = encodable(generate(random), Charset.forName(charset));
            byte[] encoded = ((marked ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
            boolean gzip = random.nextBoolean();
            byte[] file = gzip ? gzip(encoded, random) : encoded;
            String query = marked ? null : "charset=" + charset;

            List<String> plain = cut(new ByteArrayInputStream(text.getBytes(UTF_8)), null, null);
            List<String> wrapped =
                    cut(new SlicedInput(file, random, 1 + random.nextInt(3_000)), gzip ? "gzip" : null, query);

            assertThat(wrapped).as("seed %d", seed).isEqualTo(plain);
            assertThat(plain).as("seed %d", seed).hasSizeGreaterThan(3);
        }
    }

    private static List<String> cut(InputStream content, @Nullable String encoding, @Nullable String query)
            throws RefusedException {
        Upload upload = new RawUpload("a.csv", null, encoding, content);
        UploadQuery asked = UploadQuery.read(new Query(query), PROPERTIES);
        UploadBody body = UploadBody.open(upload, asked.charset(), PROPERTIES.inflateLimits());
        CsvPreamble start =
                body.reading(() -> CsvPreamble.read(body.utf8(), ReadOptions.NONE, PROPERTIES.maxRowBytes()));
        try (CsvFile csv = CsvFile.open(body, start, asked, CHUNK, PROPERTIES)) {
            List<String> all = new ArrayList<>();
            all.add(csv.detection().options().format());
            all.add(csv.detection().headerRow());
            for (Optional<Chunk> chunk = csv.next(); chunk.isPresent(); chunk = csv.next()) {
                all.add(CutFile.text(chunk.get()));
            }
            all.add(csv.closed("id").lines() + " lines");
            return all;
        }
    }

    private static String generate(Random random) {
        String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "\r\n \n");
        text.append(String.join(delimiter, "timestamp", "sensor_id", "value", "note"));
        int rows = 100 + random.nextInt(200);
        for (int i = 0; i < rows; i++) {
            text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
            for (int cell = 0; cell < 4; cell++) {
                text.append(cell == 0 ? "" : delimiter).append(CELLS[random.nextInt(CELLS.length)]);
            }
        }
        return text.append(random.nextBoolean() ? "\n" : "").toString();
    }

    private static String encodable(String text, Charset charset) {
        return new String(text.getBytes(charset), charset);
    }

    private static byte[] gzip(byte[] file, Random random) {
        int cut = random.nextInt(file.length);
        byte[] head = Arrays.copyOf(file, cut);
        byte[] tail = Arrays.copyOfRange(file, cut, file.length);
        return Gzip.of(head, tail);
    }
}
