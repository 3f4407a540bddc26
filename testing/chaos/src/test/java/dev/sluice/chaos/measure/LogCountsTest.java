package dev.sluice.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCountsTest {
    @Test
    void shouldCountOverAllLogs(@TempDir Path directory) throws IOException {
        Path first = Files.writeString(directory.resolve("a.log"), """
                2026-11-26T02:03:29.000Z INFO  [x] c.y - [Consumer clientId=a] Successfully joined group with generation Generation{1}
                2026-11-26T02:03:29.000Z WARN  [x] d.s.splitter.SplitProcessor - Dropped chunk 3 of file f, raw-0 at offset 1: it was
                2026-11-26T02:03:29.000Z INFO  [x] S - Finished restoring changelog a-0 to store s with a total number of 0 records
                """);
        Path second = Files.writeString(directory.resolve("b.log"), """
                2026-11-26T02:03:29.000Z INFO  [x] S - Finished restoring changelog a-0 to store s with a total number of 12 records
                2026-11-26T02:03:29.000Z INFO  [x] c.y - [Consumer clientId=b] Successfully joined group with generation Generation{2}
                2026-11-26T02:03:29.000Z WARN  [x] d.s.s.q.PartitionWatch - merging of a-0 restarts at offset 7 after failures there: the next records are processed one by one
                """);

        assertThat(LogCounts.of(List.of(first, second)))
                .containsEntry(LogCounts.REBALANCES, 2L)
                .containsEntry(LogCounts.RESTORES, 1L)
                .containsEntry(LogCounts.DUPLICATES, 1L)
                .containsEntry(LogCounts.SUSPECTED, 1L)
                .containsEntry(LogCounts.INCONSISTENT, 0L);
    }
}
