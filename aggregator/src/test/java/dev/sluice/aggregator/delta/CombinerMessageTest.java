package dev.sluice.aggregator.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.merge.TestRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class CombinerMessageTest {
    private static final byte VERSION = 2;

    @Test
    void shouldReadBackBothKinds() {
        var row = new CombinerMessage.SetAside(3, 1L << 40);

        assertThat(CombinerMessage.read(row.toBytes())).isEqualTo(row);
        assertThat(CombinerMessage.read(batch()))
                .isInstanceOfSatisfying(CombinerMessage.Deltas.class, read -> assertThat(read.deltas())
                        .extracting(Delta::series)
                        .containsExactly("a", "b"));
    }

    @Test
    void shouldSayWhatIsWrongWithWhatNoCombinerWrites() {
        assertRefused(null, "found an empty record");
        assertRefused(new byte[0], "found an empty record");
        assertRefused(new byte[] {7}, "expected a batch of deltas of version 2, found version 7");
        assertRefused(new byte[] {VERSION, 9}, "expected the code of an origin, 0 or 1, found 9");
        assertRefused(Arrays.copyOf(batch(), batch().length - 1), "expected a whole delta at byte");
        assertRefused(new byte[] {100, 1}, "expected a record of 13 bytes");
    }

    /** Otherwise it would be allocated before the record is found to be too short. */
    @Test
    void shouldRefuseTheLengthOfATextBeforeItIsAllocated() {
        for (int length : new int[] {Integer.MAX_VALUE, -1, 1_000_000_000}) {
            assertRefused(
                    ByteBuffer.allocate(40)
                            .put(VERSION)
                            .put((byte) 0)
                            .putInt(length)
                            .array(),
                    "found a length of " + length);
        }
    }

    @Test
    void shouldRefuseCountsThatLaterOverflow() {
        byte[] one = DeltaBatchOf.one(TestRows.delta(TestRows.reading("f", 0L, 2L, "a", 1)));
        int rows = 1 + 1 + Integer.BYTES + 1;

        assertRefused(with(one, rows, Long.MAX_VALUE), ", found " + Long.MAX_VALUE);
        assertRefused(with(one, rows, -1), ", found -1");
        assertRefused(with(one, rows + 2 * Long.BYTES + 1, -5), "found a count of -5");
        assertRefused(with(one, one.length - Long.BYTES, Long.MAX_VALUE - 1), "in the years 0000 to 9999");
    }

    @Test
    void shouldTakeOrRefuseWhateverBytesComeAndNeverFail() {
        Random random = new Random(11);
        byte[] batch = batch();
        for (int i = 0; i < 200_000; i++) {
            byte[] value = random.nextBoolean() ? mutated(batch, random) : random(random);
            try {
                assertThat(CombinerMessage.read(value)).isNotNull();
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    private static byte[] random(Random random) {
        byte[] value = new byte[random.nextInt(200)];
        random.nextBytes(value);
        if (value.length > 0 && random.nextBoolean()) {
            value[0] = random.nextBoolean() ? VERSION : 100;
        }
        return value;
    }

    private static byte[] mutated(byte[] batch, Random random) {
        byte[] value = Arrays.copyOf(batch, random.nextInt(4) == 0 ? random.nextInt(batch.length) : batch.length);
        for (int i = random.nextInt(3); i >= 0 && value.length > 0; i--) {
            value[random.nextInt(value.length)] = (byte) random.nextInt();
        }
        return value;
    }

    private static byte[] with(byte[] batch, int at, long number) {
        byte[] changed = batch.clone();
        ByteBuffer.wrap(changed).putLong(at, number);
        return changed;
    }

    private static void assertRefused(byte[] value, String why) {
        assertThatThrownBy(() -> CombinerMessage.read(value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(why);
    }

    private static byte[] batch() {
        return DeltaBatchOf.all(List.of(
                TestRows.delta(TestRows.reading("f", 0L, 2L, "a", 1), TestRows.reading("f", 0L, 3L, "a", 2)),
                TestRows.delta(TestRows.measurement("f", null, 1L, "b", 1, 2))));
    }

    /** Builds batches like a combiner. */
    private static final class DeltaBatchOf {
        static byte[] one(Delta delta) {
            return all(List.of(delta));
        }

        static byte[] all(List<Delta> deltas) {
            DeltaBatch batch = new DeltaBatch();
            deltas.forEach(batch::add);
            return batch.take();
        }
    }
}
