package dev.sluice.benchmarks.pipeline;

import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.ReadingsBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/**
 * A generated file in memory, for where making it would take a share of the time that is measured.
 *
 * @param blocks its bytes, in the order of the file
 * @param expected its expected result
 */
record PreparedFile(List<byte[]> blocks, Expected expected) {
    /** About the size that a socket accepts at once: the JDK's client copies the rest of a larger buffer repeatedly. */
    private static final int BLOCK = 64 << 10;

    static PreparedFile of(FileRecipe readings) {
        ReadingsBody body = new ReadingsBody(readings);
        List<byte[]> blocks = new ArrayList<>();
        try {
            for (byte[] block = body.readNBytes(BLOCK); block.length > 0; block = body.readNBytes(BLOCK)) {
                blocks.add(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PreparedFile(blocks, body.expected());
    }

    long bytes() {
        return blocks.stream().mapToLong(block -> block.length).sum();
    }

    BodyPublisher publisher() {
        return BodyPublishers.ofByteArrays(blocks);
    }
}
