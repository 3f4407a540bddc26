package dev.sluice.aggregator.store.codec;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;

/** The serialized form of an {@link ArrivalOrder}, as a message within a value of the store. */
public final class ArrivalOrderCodec {
    private static final int AT_MS = 1;
    /** Absent for {@link ArrivalOrder#NO_PARTITION}. */
    private static final int PARTITION = 2;

    private static final int OFFSET = 3;

    private ArrivalOrderCodec() {}

    public static void write(ArrivalOrder arrival, WireWriter out) {
        boolean none = arrival.partition() == ArrivalOrder.NO_PARTITION;
        out.number(AT_MS, arrival.atMs())
                .numberOrNull(PARTITION, none ? null : (long) arrival.partition())
                .number(OFFSET, arrival.offset());
    }

    public static ArrivalOrder read(WireReader in) {
        return new ArrivalOrder(in.number(AT_MS), in.integer(PARTITION, ArrivalOrder.NO_PARTITION), in.number(OFFSET));
    }
}
