package dev.sluice.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NoteTest {
    @Test
    void shouldRoundTripThroughItsText() {
        Note started = Note.started(12, 2, new TreeMap<>());
        Note inFlight = Note.inFlight(Long.MAX_VALUE, new TreeMap<>(Map.of(1200L, 1, Long.MAX_VALUE, 2)));
        Note done = Note.done(0, new TreeMap<>(Map.of(0L, 1)));

        assertThat(started.toText()).isEqualTo("started 2");
        assertThat(done.toText()).isEqualTo("done;0=1");
        for (Note note : new Note[] {started, inFlight, done}) {
            assertThat(Note.parse(note.offset(), note.toText())).contains(note);
        }
    }

    @Test
    void shouldFitIntoTheMetadataOfAnOffset() {
        Map<Long, Integer> failures =
                LongStream.range(0, 1_000).boxed().collect(Collectors.toMap(i -> Long.MAX_VALUE - i, i -> 1_000_000));

        Note note = Note.inFlight(1, new TreeMap<>(failures));

        assertThat(note.toText().length()).isLessThan(4096);
        assertThat(Note.parse(1, note.toText())).contains(note);
    }

    @Test
    void shouldIgnoreWhatItCannotRead() {
        assertThat(Note.parse(1, "")).isEmpty();
        assertThat(Note.parse(1, "a later version")).isEmpty();
        assertThat(Note.parse(1, "done;9999999999999999999=1")).isEmpty();
    }
}
