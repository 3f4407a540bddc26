package dev.sluice.aggregator;

import dev.sluice.schemas.message.ValidRow;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values that were last put into the store of pending deltas, so that neither must be made or looked up
 * anew for each row. A copy: the store has them all.
 *
 * <p>Bounded: each file and series has one place, which it shares with others. As it is the only one, no two of these can
 * say different things of the same key.
 */
final class RecentDeltas {
    private static final int PLACES = 4_096;
    /** Longer keys aren't kept. */
    private static final int MAX_KEY_BYTES = 512;

    private final @Nullable Recent[] places = new Recent[PLACES];

    /** A pending delta. */
    static final class Recent {
        private final ValidRow first;
        private final byte kind;
        private final Bytes key;
        /** As the store has it; null if that was not asked yet. */
        private byte @Nullable [] value;

        private Recent(ValidRow first) {
            this.first = first;
            kind = DeltaKind.code(first);
            key = Bytes.wrap(PendingKey.of(first));
        }

        Bytes key() {
            return key;
        }

        byte @Nullable [] value() {
            return value;
        }

        void put(byte[] newValue) {
            value = newValue;
        }

        private boolean takes(ValidRow row) {
            return first.series().equals(row.series())
                    && first.fileId().equals(row.fileId())
                    && first.dataset().name().equals(row.dataset().name())
                    && kind == DeltaKind.code(row);
        }
    }

    /** The pending delta that a row adds to. */
    Recent of(ValidRow row) {
        int hash = row.series().hashCode() * 31 + row.fileId().hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Recent recent = places[place];
        if (recent != null && recent.takes(row)) {
            return recent;
        }
        Recent other = new Recent(row);
        places[place] = other.key.get().length <= MAX_KEY_BYTES ? other : null;
        return other;
    }

    void clear() {
        Arrays.fill(places, null);
    }
}
