package dev.sluice.aggregator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.file.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileStoreTest {
    private final FileStore store = TestStores.files();

    @Test
    void shouldReadOnlyTheSeriesOfTheFileInOrder() {
        for (String id : List.of("f1", "f10", "f", "f1.")) {
            for (String name : List.of("b", "a", "ab", "é", "\u0000x")) {
                store.series().put(id, Map.of(name, TestStores.value(1)));
            }
        }

        assertThat(names("f1", null)).containsExactly("\u0000x", "a", "ab", "b", "é");
        assertThat(names("f1", "a")).containsExactly("ab", "b", "é");
        assertThat(names("f1", "aa")).containsExactly("ab", "b", "é");
        assertThat(names("f1", "é")).isEmpty();
        assertThat(names("f2", null)).isEmpty();
    }

    @Test
    void shouldStopReadingWhenTheReaderHasEnough() {
        for (int i = 0; i < 9; i++) {
            store.series().put("f", Map.of("s" + i, TestStores.value(1)));
        }
        List<String> taken = new ArrayList<>();

        store.series().read("f", null, (name, value) -> {
            taken.add(name);
            return taken.size() < 3;
        });

        assertThat(taken).containsExactly("s0", "s1", "s2");
    }

    @Test
    void shouldListFilesNewestFirstFromAnyPosition() {
        for (int i = 1; i <= 5; i++) {
            FileState state = new FileState("f" + i, 1_000L * i);
            store.put(state);
            store.list(state);
        }

        assertThat(store.newestFirst(null, 2))
                .extracting(FileStore.Listed::fileId)
                .containsExactly("f5", "f4");
        assertThat(store.newestFirst(new FileStore.Listed(4_000, "f4"), 9))
                .extracting(FileStore.Listed::fileId)
                .containsExactly("f3", "f2", "f1");
        assertThat(store.newestFirst(new FileStore.Listed(1_000, "f1"), 9)).isEmpty();
    }

    private List<String> names(String fileId, String after) {
        List<String> names = new ArrayList<>();
        store.series().read(fileId, after, (name, value) -> names.add(name));
        return names;
    }
}
