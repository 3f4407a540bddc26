package dev.sluice.aggregator.merge;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A random file: the records of the gateway and the splitter, and the expected result. */
public final class GeneratedFile {
    final String id;
    public final FileOpened opened;
    final FileClosed closed;
    final List<ChunkSplit> splits = new ArrayList<>();
    final List<ValidRow> valid = new ArrayList<>();
    final List<InvalidRow> invalid = new ArrayList<>();
    final TreeMap<String, SeriesStatistics> expected = new TreeMap<>();

    public GeneratedFile(String id, Random random, int chunks, int rowsPerChunk, double invalidShare) {
        this.id = id;
        opened = new FileOpened(
                id,
                "sensor-readings",
                id + ".csv",
                "timestamp,sensor_id,value",
                null,
                Instant.ofEpochMilli(1_000),
                60_000,
                null);
        long line = 2;
        for (int chunk = 0; chunk < chunks; chunk++) {
            Tally validTally = Tally.NONE;
            Tally invalidTally = Tally.NONE;
            for (int row = 0; row < rowsPerChunk; row++, line++) {
                if (random.nextDouble() < invalidShare) {
                    invalid.add(TestRows.invalid(id, (long) chunk, line));
                    invalidTally = invalidTally.plus(line);
                } else {
                    valid.add(row(random, (long) chunk, line));
                    validTally = validTally.plus(line);
                }
            }
            splits.add(new ChunkSplit(id, chunk, null, 100, validTally, invalidTally, null, null));
        }
        closed = new FileClosed(id, chunks, 100L * chunks, line - 1, "00");
    }

    private ValidRow row(Random random, long chunk, long line) {
        String sensor = "s" + random.nextInt(5);
        double value = random.nextGaussian();
        long micros = random.nextInt(1_000_000);
        expected.computeIfAbsent(sensor, s -> new SeriesStatistics()).add(value, micros);
        return new ValidRow(id, chunk, line, TestRows.READINGS, sensor, new double[] {value}, micros);
    }
}
