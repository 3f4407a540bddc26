package dev.sluice.aggregator.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.ChunkSplit.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChunkRangesTest {
    @RepeatedTest(20)
    void shouldCoverAllChunksInAnyOrder() {
        List<Place> places = new ArrayList<>();
        for (int offset = 10; offset < 20; offset++) {
            places.add(new Place(0, offset));
            places.add(new Place(7, 100L * offset));
        }
        Collections.shuffle(places, new Random());

        ChunkRanges ranges = ChunkRanges.NONE;
        for (Place place : places) {
            ranges = ranges.with(place);
        }

        assertThat(ranges.of(20)).containsExactlyInAnyOrder(new ChunkRange(0, 10, 19), new ChunkRange(7, 1_000, 1_900));
    }

    /** Chunks that a splitter of an old version has split before or between the others. */
    @Test
    void shouldNotBeKnownIfThePlaceOfAChunkIsNot() {
        ChunkRanges ranges = ChunkRanges.NONE.with(new Place(0, 1)).with(null).with(new Place(0, 3));

        assertThat(ranges.of(3)).isNull();
        assertThat(ranges.of(2)).containsExactly(new ChunkRange(0, 1, 3));
        assertThat(ChunkRanges.NONE.of(0)).isNull();
    }
}
