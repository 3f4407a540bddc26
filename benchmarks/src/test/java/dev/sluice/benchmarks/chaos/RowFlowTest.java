package dev.sluice.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.FileIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowFlowTest {
    private final AtomicLong clock = new AtomicLong(1_000);
    private final RowFlow flow = new RowFlow(2, clock::get);
    private final List<Duration> found = new ArrayList<>();

    @Test
    void shouldWaitForARowOfAFileBegunAfterwardsFromEachPartition() {
        flow.watch(found::add);
        String before = begun(999);
        String after = begun(1_500);

        clock.set(2_000);
        flow.saw(before, 0);
        flow.saw(before, 1);
        flow.saw("sluice.raw-chunks-0-17", 0);
        flow.saw(after, 0);
        flow.saw(after, 2);
        assertThat(found).isEmpty();

        clock.set(4_000);
        flow.saw(after, 1);
        flow.saw(after, 3);
        assertThat(found).containsExactly(Duration.ofSeconds(3));
    }

    /** As gateways make ids, in the partition that chunk 0 of it is in. */
    private static String begun(long ms) {
        String id = new UUID(ms << 16 | 0x7000, 0x8000000000000000L).toString();
        assertThat(FileIds.chunkPartition(id, 0, 2)).isNotEqualTo(FileIds.chunkPartition(id, 1, 2));
        return id;
    }
}
