package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.InflateLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {
    private static final int MIB = 1024 * 1024;
    private static final InflateLimits NONE = new InflateLimits(Long.MAX_VALUE, 10_000);

    @Test
    void shouldInflate() throws IOException {
        assertThat(inflate(Gzip.of("a,b\n".getBytes(UTF_8)), NONE))
                .asString(UTF_8)
                .isEqualTo("a,b\n");
    }

    @Test
    void shouldGiveSingleBytes() throws IOException {
        try (InputStream in = input(Gzip.of("é".getBytes(UTF_8)), NONE)) {
            assertThat(in.read()).isEqualTo(0xC3);
            assertThat(in.read()).isEqualTo(0xA9);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 1_000, 100_000})
    void shouldInflateAllMembersForAnySplitOfTheInput(int largestSlice) throws IOException {
        Random random = new Random(largestSlice);
        byte[] rows = rows(50_000);
        byte[] file = Gzip.of("first\n".getBytes(UTF_8), new byte[0], rows, "last\n".getBytes(UTF_8));

        try (InputStream in = new GzipInput(new SlicedInput(file, random, largestSlice), NONE)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("first\n" + new String(rows, UTF_8) + "last\n");
        }
    }

    /** Flags: a checksum of the header, an extra field, a name, a comment. */
    @Test
    void shouldSkipAllOptionalHeaderFields() throws IOException {
        byte[] plain = Gzip.of("a,b\n".getBytes(UTF_8));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, 3);
        file.write(0x02 | 0x04 | 0x08 | 0x10);
        file.write(plain, 4, 6);
        file.write(new byte[] {3, 0, 'x', 'y', 'z', 'n', 0, 'c', 0, 1, 2});
        file.write(plain, 10, plain.length - 10);

        assertThat(inflate(file.toByteArray(), NONE)).asString(UTF_8).isEqualTo("a,b\n");
    }

    @Test
    void shouldInflateAnEmptyFileToNothing() throws IOException {
        assertThat(inflate(new byte[0], NONE)).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatEndsTooEarly() {
        byte[] file = Gzip.of(rows(20), rows(3));
        int firstMember = Gzip.of(rows(20)).length;
        for (int length = 1; length < file.length; length++) {
            if (length != firstMember) {
                assertThat(refusal(Arrays.copyOf(file, length), NONE).problem())
                        .as("%d of %d bytes", length, file.length)
                        .isEqualTo(Problem.BAD_GZIP);
            }
        }
    }

    @Test
    void shouldRefuseAFileThatIsDamaged() {
        byte[] file = Gzip.of(rows(20));
        // Time, operating system and extra flags don't affect the content.
        for (int i : new int[] {0, 1, 2, 3, 10, 30, file.length - 8, file.length - 4, file.length - 1}) {
            byte[] damaged = file.clone();
            damaged[i] ^= (byte) 0xE0;

            assertThat(refusal(damaged, NONE).problem()).as("byte %d", i).isEqualTo(Problem.BAD_GZIP);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 512, 20_000})
    void shouldSkipZerosBehindAMember(int zeros) throws IOException {
        byte[] first = Gzip.of("first\n".getBytes(UTF_8));
        byte[] padded = Arrays.copyOf(first, first.length + zeros);

        assertThat(inflate(padded, NONE)).asString(UTF_8).isEqualTo("first\n");
        assertThat(inflate(joined(padded, padded), NONE)).asString(UTF_8).isEqualTo("first\nfirst\n");
        assertThat(refusal(joined(padded, new byte[] {'x'}), NONE).problem()).isEqualTo(Problem.BAD_GZIP);
        assertThat(refusal(new byte[zeros], NONE).problem()).isEqualTo(Problem.BAD_GZIP);
    }

    @Test
    void shouldRefuseTrailingGarbageAndNonGzip() {
        assertThat(refusal(joined(Gzip.of(rows(1)), new byte[] {'x'}), NONE).problem())
                .isEqualTo(Problem.BAD_GZIP);
        assertThat(refusal("a,b\n".getBytes(UTF_8), NONE).detail()).contains("expected gzip");
    }

    @Test
    void shouldStopAtTheLargestSize() throws IOException {
        byte[] file = Gzip.of(new byte[500], new byte[500]);

        assertThat(inflate(file, new InflateLimits(1_000, 10_000))).hasSize(1_000);
        assertThat(refusal(file, new InflateLimits(999, 10_000))).satisfies(refusal -> {
            assertThat(refusal.problem()).isEqualTo(Problem.INFLATED_TOO_LARGE);
            assertThat(refusal.detail()).contains("999 bytes");
        });
    }

    @Test
    void shouldStopADecompressionBombEarly() throws IOException {
        byte[] bomb = Gzip.of(new byte[64 * MIB]);
        try (InputStream in = input(bomb, new InflateLimits(Long.MAX_VALUE, 100))) {
            assertThat(in.readNBytes(MIB)).hasSize(MIB);

            assertThat(catchThrowableOfType(RefusedException.class, () -> in.readNBytes(64 * 1024))
                            .problem())
                    .isEqualTo(Problem.INFLATED_TOO_LARGE);
        }
    }

    @Test
    void shouldNotJudgeTheRatioOfSmallFiles() throws IOException {
        assertThat(inflate(Gzip.of(new byte[MIB]), new InflateLimits(Long.MAX_VALUE, 100)))
                .hasSize(MIB);
    }

    @Test
    void shouldRethrowAReadFailure() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new GzipInput(broken, NONE).readAllBytes())
                .withMessage("gone");
    }

    private static byte[] rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append("2026-01-01T00:00:00Z,sensor-")
                    .append(i * 31 % 97)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static InputStream input(byte[] file, InflateLimits limits) {
        return new GzipInput(new ByteArrayInputStream(file), limits);
    }

    private static byte[] inflate(byte[] file, InflateLimits limits) throws IOException {
        try (InputStream in = input(file, limits)) {
            return in.readAllBytes();
        }
    }

    private static RefusedException refusal(byte[] file, InflateLimits limits) {
        return catchThrowableOfType(RefusedException.class, () -> inflate(file, limits));
    }
}
