package dev.sluice.aggregator.delta;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record of {@code aggregator-deltas}: a message with either deltas or a quarantined row of one file.
 * Fields that a later version adds are skipped.
 */
public sealed interface CombinerMessage {
    /** The number of the repeated field of deltas. */
    int DELTA = 1;

    /** The number of the field of a quarantined row. */
    int SET_ASIDE = 2;

    /** A batch of deltas; see {@link DeltaBatch}. */
    record Deltas(List<Delta> deltas) implements CombinerMessage {}

    /**
     * A row of the file was quarantined, so the file can't be reconciled.
     *
     * @param partition the row's partition of {@code valid-rows}
     * @param offset the row's offset
     */
    record SetAside(int partition, long offset) implements CombinerMessage {
        private static final int PARTITION = 1;
        private static final int OFFSET = 2;
        private static final int MAX_BYTES = 64;

        public byte[] toBytes() {
            return new WireWriter(MAX_BYTES)
                    .message(SET_ASIDE, this, SetAside::writeTo)
                    .toBytes();
        }

        private void writeTo(WireWriter out) {
            out.number(PARTITION, partition).number(OFFSET, offset);
        }

        private static SetAside readFrom(WireReader in) {
            return new SetAside(in.integer(PARTITION, 0), in.number(OFFSET));
        }
    }

    /**
     * Reads the message in a record's value.
     *
     * @throws SerializationException if the value isn't such a message
     */
    static CombinerMessage read(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw new SerializationException("expected deltas or a row that was set aside, found an empty record");
        }
        try {
            return WireReader.read(value, CombinerMessage::readFrom);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    "expected deltas or a row that was set aside, found something else: " + e.getMessage(), e);
        }
    }

    private static CombinerMessage readFrom(WireReader in) {
        List<Delta> deltas = in.messages(DELTA, Delta::readFrom);
        SetAside row = in.message(SET_ASIDE, SetAside::readFrom);
        if (deltas.isEmpty() == (row == null)) {
            throw new IllegalArgumentException(
                    row == null ? "it has neither" : "it has both of them, and " + deltas.size() + " deltas");
        }
        return row == null ? new Deltas(deltas) : row;
    }
}
