package dev.sluice.aggregator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.store.codec.StoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreChangesTest {
    private final KeyValueStore<Bytes, byte[]> plain = TestStores.bytes();
    private final KeyValueStore<Bytes, byte[]> store = TestStores.bytes();
    private final StoreEntries expected = StoreEntries.of(plain);
    private final StoreEntries buffered = StoreEntries.buffered(store);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReadBufferedChanges(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            change(random);
            int from = random.nextInt(22);
            int to = from + random.nextInt(10);
            assertThat(read(buffered, from, to)).isEqualTo(read(expected, from, to));
            assertThat(readBackwards(buffered, from, to)).isEqualTo(readBackwards(expected, from, to));
            assertThat(buffered.get(key(from))).isEqualTo(expected.get(key(from)));
            if (random.nextInt(10) == 0) {
                buffered.write();
                assertThat(content(store)).isEqualTo(content(plain));
            }
        }
    }

    @Test
    void shouldChangeNothingBeforeItIsWritten() {
        buffered.put(key(1), new byte[] {1});
        buffered.write();
        List<String> before = content(store);

        buffered.put(key(1), new byte[] {2});
        buffered.delete(key(1));
        buffered.putAll(List.of(KeyValue.pair(key(2).bytes(), new byte[] {3})));
        assertThat(content(store)).isEqualTo(before);
        buffered.discard();
        buffered.write();

        assertThat(content(store)).isEqualTo(before);
        assertThat(buffered.get(key(1))).containsExactly(1);
    }

    @Test
    void shouldRefuseAnEntryThatExceedsTheChangelogLimit() {
        buffered.put(key(1), new byte[StoreChanges.MAX_ENTRY_BYTES - 2]);
        buffered.requireWritable();
        buffered.put(key(2), new byte[StoreChanges.MAX_ENTRY_BYTES]);

        assertThatThrownBy(buffered::requireWritable)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("at most " + StoreChanges.MAX_ENTRY_BYTES + " bytes");
    }

    private void change(Random random) {
        StoreKey key = key(random.nextInt(30));
        if (random.nextInt(3) == 0) {
            expected.delete(key);
            buffered.delete(key);
        } else {
            byte[] value = {(byte) random.nextInt()};
            expected.put(key, value);
            buffered.put(key, value);
        }
    }

    private static StoreKey key(int number) {
        return StoreKey.of(new byte[] {(byte) number});
    }

    private static List<String> read(StoreEntries entries, int from, int to) {
        List<String> read = new ArrayList<>();
        entries.read(key(from), key(to), (key, value) -> read.add(key[0] + "=" + value[0]));
        return read;
    }

    private static List<String> readBackwards(StoreEntries entries, int from, int to) {
        List<String> read = new ArrayList<>();
        entries.readBackwards(key(from), key(to), (key, value) -> read.add(key[0] + "=" + value[0]));
        return read;
    }

    private static List<String> content(KeyValueStore<Bytes, byte[]> of) {
        return read(StoreEntries.of(of), 0, 127);
    }
}
