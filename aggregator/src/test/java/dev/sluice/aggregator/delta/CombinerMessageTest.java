package dev.sluice.aggregator.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.dataset.Windows;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class CombinerMessageTest {
    /** The tags of a delta, of a quarantined row, and of the first field within either. */
    private static final byte DELTA = 1 << 3 | 2;

    private static final byte SET_ASIDE = 2 << 3 | 2;
    private static final byte ORIGIN = 1 << 3;

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
    void shouldReportWhyAMessageIsInvalid() {
        assertRefused(null, "found an empty record");
        assertRefused(new byte[0], "found an empty record");
        assertRefused(new byte[] {7}, "expected a field after field 0 at byte 0, found the tag 7");
        assertRefused(new byte[] {2}, "expected a field after field 0 at byte 0, found the tag 2");
        assertRefused(new byte[] {DELTA, 2, ORIGIN, 9}, "expected the code of an origin, 0 or 1, found 9");
        assertRefused(Arrays.copyOf(batch(), batch().length - 1), "bytes that are left, found a length of");
        assertRefused(new byte[] {100, 1}, "found something else");
        assertRefused(new byte[] {SET_ASIDE, 2, ORIGIN}, "bytes that are left, found a length of 2");
        assertRefused(new byte[] {40, 1}, "it has neither");
        assertRefused(both(), "it has both of them, and 2 deltas");
    }

    /** Otherwise the text would be allocated before the record is found to be too short. */
    @Test
    void shouldRefuseTheLengthOfATextBeforeItIsAllocated() {
        for (int length : new int[] {Integer.MAX_VALUE, -1, 1_000_000_000}) {
            byte[] number = new WireWriter(40).number(1, length).toBytes();
            byte[] series = new byte[40];
            System.arraycopy(number, 1, series, 3, number.length - 1);
            series[0] = DELTA;
            series[1] = (byte) (series.length - 2);
            series[2] = 3 << 3 | 2;
            assertRefused(series, "found a length of " + length);
        }
    }

    @Test
    void shouldRefuseCountsThatLaterOverflow() {
        assertRefused(delta(Long.MAX_VALUE, 1, 0), ", found " + Long.MAX_VALUE);
        assertRefused(delta(-1, 1, 0), ", found -1");
        assertRefused(delta(1, -5, 0), "found a count of -5");
        assertRefused(delta(1, 1, Long.MAX_VALUE - 1), "in the years 0000 to 9999");
        assertThat(CombinerMessage.read(delta(1, 1, 0)))
                .isInstanceOfSatisfying(CombinerMessage.Deltas.class, read -> assertThat(read.deltas())
                        .singleElement()
                        .satisfies(delta -> assertThat(delta.tally()).isEqualTo(new Tally(1, 7))));
    }

    @Test
    void shouldRefuseAWindowThatLacksTheTimes() {
        assertRefused(window(0, 3_600), "expected values in the 3600 s from 0 s after 1970, found others");
        assertRefused(window(-7_200, 3_600), "expected values in the 3600 s from -7200 s after 1970, found others");
        assertRefused(window(-3_600, 0), "expected windows of 1 to 315360000 s, found 0");
        assertThat(CombinerMessage.read(window(-3_600, 3_600)))
                .isInstanceOfSatisfying(
                        CombinerMessage.Deltas.class,
                        read -> assertThat(read.deltas()).singleElement().satisfies(delta -> assertThat(delta.window())
                                .isEqualTo(new Window(-3_600, new Windows(3_600)))));
    }

    /** Returns a value of one second before 1970 with a window. */
    private static byte[] window(long start, long seconds) {
        Delta delta = TestRows.combined(TestRows.hourly("f", "a", 7, -1)).get(0);
        BiConsumer<Delta, WireWriter> changed = (value, out) -> {
            value.writeTo(out);
            out.message(7, value, (window, fields) -> fields.number(1, start).number(2, seconds));
        };
        Delta without =
                new Delta(delta.origin(), delta.dataset(), delta.series(), delta.tally(), delta.value(), true, null);
        return new WireWriter(1)
                .message(CombinerMessage.DELTA, without, changed)
                .toBytes();
    }

    @Test
    void shouldReadOrRefuseAnyBytes() {
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
            value[0] = random.nextBoolean() ? DELTA : SET_ASIDE;
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

    /** A later version may add fields to a delta and to its value. */
    @Test
    void shouldSkipUnknownFields() {
        BiConsumer<String, WireWriter> row = (text, out) -> out.number(2, 5).text(3, text);
        BiConsumer<String, WireWriter> value = (text, out) -> out.message(1, text, (none, statistics) -> {})
                .message(2, text, row)
                .text(15, text);
        BiConsumer<String, WireWriter> delta = (text, out) -> out.text(3, "a")
                .number(4, 1)
                .message(6, text, value)
                .text(14, text)
                .fixed(15, 1);
        byte[] message = new WireWriter(1)
                .message(CombinerMessage.DELTA, "new", delta)
                .text(9, "new")
                .toBytes();

        assertThat(CombinerMessage.read(message))
                .isInstanceOfSatisfying(
                        CombinerMessage.Deltas.class,
                        read -> assertThat(read.deltas()).singleElement().satisfies(found -> {
                            assertThat(found.origin()).isEqualTo(RowOrigin.CHUNK);
                            assertThat(found.series()).isEqualTo("a");
                            assertThat(found.tally()).isEqualTo(new Tally(1, 0));
                            assertThat(found.value().isEmpty()).isTrue();
                            assertThat(found.value().lastRow()).isEqualTo(new RowPosition(0, 5));
                        }));
    }

    /** Returns fields as a combiner writes them, with numbers that may be invalid. */
    private static byte[] delta(long rows, long count, long lastMicros) {
        BiConsumer<Long, WireWriter> statistics =
                (number, out) -> out.number(1, number).fixed(11, 0).fixed(12, lastMicros);
        BiConsumer<Long, WireWriter> value = (number, out) -> out.message(1, number, statistics);
        BiConsumer<Long, WireWriter> delta =
                (number, out) -> out.text(3, "a").number(4, rows).number(5, 7).message(6, number, value);
        return new WireWriter(1).message(CombinerMessage.DELTA, count, delta).toBytes();
    }

    private static byte[] both() {
        byte[] row = new CombinerMessage.SetAside(3, 1).toBytes();
        byte[] both = Arrays.copyOf(batch(), batch().length + row.length);
        System.arraycopy(row, 0, both, batch().length, row.length);
        return both;
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
        static byte[] all(List<Delta> deltas) {
            DeltaBatch batch = new DeltaBatch();
            deltas.forEach(batch::add);
            return batch.take();
        }
    }
}
