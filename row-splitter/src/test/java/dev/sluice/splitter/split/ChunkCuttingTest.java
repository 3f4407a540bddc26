package dev.sluice.splitter.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.chunk.FaultException;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCuttingTest {
    private record Chunk(int number, long firstLine, byte[] text) {}

    @Test
    void shouldProduceTheSameRowsForAnyCut() throws FaultException {
        for (long seed = 0; seed < 3_000; seed++) {
            GeneratedFile file = GeneratedFile.of(seed);
            List<String> rows = new ArrayList<>();
            for (Chunk chunk : cut(file, new Random(seed))) {
                rows.addAll(Splitting.chunk(chunk.text(), chunk.firstLine(), GeneratedFile.HEADER_ROW));
            }

            assertThat(rows).as("seed %d", seed).isEqualTo(file.expected());
        }
    }

    @Test
    void shouldMakeTheSameRowsOfAWholeFile() throws FaultException {
        for (long seed = 0; seed < 1_000; seed++) {
            GeneratedFile file = GeneratedFile.of(seed);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes((GeneratedFile.HEADER_ROW + "\r\n").getBytes(UTF_8));
            text.writeBytes(file.text(0, file.pieces().size()));

            assertThat(Splitting.file(text.toByteArray())).as("seed %d", seed).isEqualTo(file.expected());
        }
    }

    @Test
    void shouldPutEachRowInExactlyOneTopicAndCountItThere(@TempDir Path stateDir) {
        try (SplitterDriver splitter = new SplitterDriver(stateDir)) {
            for (long seed = 0; seed < 100; seed++) {
                GeneratedFile file = GeneratedFile.of(seed);
                List<Chunk> chunks = cut(file, new Random(seed));
                // In any order, some twice.
                List<Chunk> sent = new ArrayList<>(chunks);
                sent.addAll(chunks.subList(0, chunks.size() / 2));
                Collections.shuffle(sent, new Random(seed));
                for (Chunk chunk : sent) {
                    splitter.pipe(
                            SplitterDriver.chunkHeaders("f" + seed, chunk.number(), chunk.firstLine()),
                            null,
                            chunk.text());
                }

                List<Long> valid = splitter.validRows().stream()
                        .map(TestRecord::value)
                        .map(ValidRow::line)
                        .toList();
                List<Long> invalid = splitter.invalidRows().stream()
                        .map(TestRecord::value)
                        .map(InvalidRow::line)
                        .toList();
                assertThat(valid).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(lines(file, true));
                assertThat(invalid).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(lines(file, false));
                Tally validSplit = Tally.NONE;
                Tally invalidSplit = Tally.NONE;
                List<Long> numbers = new ArrayList<>();
                for (var split : splitter.splitEvents()) {
                    validSplit = validSplit.plus(split.value().valid());
                    invalidSplit = invalidSplit.plus(split.value().invalid());
                    numbers.add(split.value().chunk());
                }
                assertThat(validSplit).as("seed %d", seed).isEqualTo(tally(valid));
                assertThat(invalidSplit).as("seed %d", seed).isEqualTo(tally(invalid));
                assertThat(numbers).as("seed %d", seed).hasSameSizeAs(chunks).doesNotHaveDuplicates();
            }
        }
    }

    private static List<Chunk> cut(GeneratedFile file, Random random) {
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        while (from < file.pieces().size()) {
            int to = from + 1 + random.nextInt(file.pieces().size() - from);
            chunks.add(new Chunk(chunks.size(), file.pieces().get(from).line(), file.text(from, to)));
            from = to;
        }
        return chunks;
    }

    private static List<Long> lines(GeneratedFile file, boolean valid) {
        return file.expected().stream()
                .filter(row -> row.contains(" valid ") == valid)
                .map(row -> Long.valueOf(row.substring(0, row.indexOf(' '))))
                .toList();
    }

    private static Tally tally(List<Long> lines) {
        return lines.stream().reduce(Tally.NONE, Tally::plus, Tally::plus);
    }
}
