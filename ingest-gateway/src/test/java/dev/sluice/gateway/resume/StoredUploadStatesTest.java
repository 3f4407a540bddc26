package dev.sluice.gateway.resume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.gateway.csv.UploadFile.FirstRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * States as released versions have stored them. A new version writes a new file, with {@code -Dfixture.write=0.3}; those
 * that are there stay.
 */
class StoredUploadStatesTest {
    private static final Path STORED = Path.of("src", "test", "resources", "stored");
    private static final UploadRequest REQUEST = new UploadRequest(
            1L << 40,
            "filename YS5jc3Y=",
            "filename=a.csv&header=present",
            "text/csv",
            "press",
            "press",
            "key-1",
            5,
            86_400_000);

    @Test
    void shouldReadWhatEachVersionHasStored() throws IOException {
        Map<String, UploadState> states = states();
        String version = System.getProperty("fixture.write");
        if (version != null) {
            List<String> lines = states.entrySet().stream()
                    .map(each ->
                            each.getKey() + " " + HexFormat.of().formatHex(UploadStateCodec.toBytes(each.getValue())))
                    .toList();
            Files.createDirectories(STORED.resolve(version));
            Files.write(STORED.resolve(version).resolve("upload-states.txt"), lines);
        }
        try (var versions = Files.list(STORED)) {
            List<Path> all = versions.toList();
            assertThat(all).isNotEmpty();
            for (Path each : all) {
                for (String line : Files.readAllLines(each.resolve("upload-states.txt"))) {
                    String[] parts = line.split(" ");
                    byte[] stored = HexFormat.of().parseHex(parts[1]);
                    UploadState read = UploadStateCodec.readFrom("file", stored);
                    assertThat(UploadStateCodec.toBytes(read))
                            .as(each + " " + parts[0])
                            .isEqualTo(stored);
                    assertThat(read)
                            .usingRecursiveComparison()
                            .as(each + " " + parts[0])
                            .isEqualTo(states.get(parts[0]));
                }
            }
        }
    }

    @Test
    void shouldReadNothingElse() throws IOException {
        Random random = new Random(1);
        for (UploadState state : states().values()) {
            byte[] bytes = UploadStateCodec.toBytes(state);
            for (int i = 0; i < 500; i++) {
                byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                for (int change = 0; change < 3 && broken.length > 0; change++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(UploadStateCodec.readFrom("file", broken)).isNotNull();
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageNotContaining("ArrayIndexOutOfBounds");
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> UploadStateCodec.readFrom("file", new byte[0]));
    }

    private static Map<String, UploadState> states() throws IOException {
        UploadState created = UploadState.created("file", REQUEST, 7);
        Map<String, UploadState> states = new LinkedHashMap<>();
        states.put("created", created);
        states.put("started", created.started("timestamp,".getBytes(UTF_8), 8));
        states.put("csv", at(created, "csv", "UTF-8", false, "h\n1,\"a\nb\"\n2,x\n3"));
        states.put("long-row", at(created, "csv", "UTF-8", true, "\uFEFFh\n1,2\n\"" + "x".repeat(40)));
        states.put("utf-16", at(created, "csv", "UTF-16LE", true, "\uFEFFh\n1,ä\n2"));
        states.put("json", at(created, "json", "UTF-8", false, "[{\"a\":1},{\"b\":\"\\"));
        states.put("ndjson", at(created, "ndjson", "UTF-8", false, "{\"a\":1}\n{\"b\":"));
        states.put("stored", created.stored("other", true, 9));
        states.put("failed", created.failed("missing-column", 9));
        return states;
    }

    private static UploadState at(UploadState created, String format, String charset, boolean marked, String text)
            throws IOException {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        boolean csv = format.equals("csv");
        OpenFile file = new OpenFile(
                "sensor-readings",
                "a.csv",
                format,
                csv ? "h" : null,
                csv ? "header=present" : null,
                charset,
                ',',
                marked,
                32,
                16,
                77L);
        FirstRow first = csv ? new FirstRow(2, 2) : new FirstRow(0, 1);
        ResumableFile resumable = ResumableFile.begin(
                file, first, new SequenceInputStream(new ByteArrayInputStream(bytes), new Broken()));
        try {
            while (resumable.next().isPresent()) {
                assertThat(resumable.chunks()).isPositive();
            }
        } catch (IOException e) {
            return created.at(bytes.length, file, resumable.state(), 8);
        }
        throw new AssertionError("the text doesn't end");
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("broken");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("broken");
        }
    }
}
