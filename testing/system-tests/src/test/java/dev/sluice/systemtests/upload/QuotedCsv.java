package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A large file of readings whose sensors have line breaks in their names. Its rows have one size, so that it can be read
 * from any byte on without its being anywhere.
 *
 * @param number makes its values differ from those of other files
 * @param rows the number of rows
 */
record QuotedCsv(int number, int rows) {
    private static final byte[] HEADER = "timestamp,sensor_id,value\n".getBytes(ISO_8859_1);
    private static final int ROW_BYTES = row(0, 0).length;
    private static final int SENSORS = 10;

    private static byte[] row(int number, int i) {
        return String.format(
                        Locale.ROOT,
                        "2026-11-01T%02d:%02d:%02dZ,\"pump\n%d, \"\"x\"\"\",%05d%07d\r\n",
                        i / 3600 % 24,
                        i / 60 % 60,
                        i % 60,
                        i % SENSORS,
                        number,
                        i)
                .getBytes(ISO_8859_1);
    }

    long length() {
        return HEADER.length + (long) rows * ROW_BYTES;
    }

    /** Count and sum of each sensor. */
    Map<String, long[]> expected() {
        Map<String, long[]> expected = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            long[] figures = expected.computeIfAbsent("pump\n" + i % SENSORS + ", \"x\"", sensor -> new long[2]);
            figures[0]++;
            figures[1] += number * 10_000_000L + i;
        }
        return expected;
    }

    /** Its bytes from an offset on. */
    InputStream from(long offset, long length) {
        return new InputStream() {
            private final long end = Math.min(length(), offset + length);
            private long at = offset;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int start, int count) {
                if (at == end) {
                    return -1;
                }
                int read = 0;
                while (read < count && at < end) {
                    byte[] source = at < HEADER.length ? HEADER : row(number, (int) ((at - HEADER.length) / ROW_BYTES));
                    int from = (int) (at < HEADER.length ? at : (at - HEADER.length) % ROW_BYTES);
                    int part = (int) Math.min(Math.min(source.length - from, count - read), end - at);
                    System.arraycopy(source, from, target, start + read, part);
                    read += part;
                    at += part;
                }
                return read;
            }
        };
    }
}
