package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.ChunkSplit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's chunks are in {@code raw-chunks}, so that a consumer that reads them again reads little else.
 *
 * @param list one range for each partition that has a chunk, in no particular order
 * @param chunks how many chunks they have; fewer than were split if old versions split some, which didn't tell their places
 */
public record ChunkRanges(List<ChunkRange> list, long chunks) {
    public static final ChunkRanges NONE = new ChunkRanges(List.of(), 0);

    public ChunkRanges {
        list = List.copyOf(list);
    }

    ChunkRanges with(ChunkSplit.@Nullable Place place) {
        if (place == null) {
            return this;
        }
        List<ChunkRange> changed = new ArrayList<>(list);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).partition() == place.partition()) {
                changed.set(i, changed.get(i).with(place.offset()));
                return new ChunkRanges(changed, chunks + 1);
            }
        }
        changed.add(new ChunkRange(place.partition(), place.offset(), place.offset()));
        return new ChunkRanges(changed, chunks + 1);
    }

    /** Returns the ranges of a file with this many chunks, or null if it has none or some of their places aren't known. */
    @Nullable
    public List<ChunkRange> of(long split) {
        return chunks == split && split > 0 ? list : null;
    }
}
