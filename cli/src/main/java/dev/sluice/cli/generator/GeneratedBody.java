package dev.sluice.cli.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.time.Instant;
import java.util.SplittableRandom;

/** A CSV file that is generated while it is read, so that a file of any size needs neither disk nor memory. */
public abstract class GeneratedBody extends InputStream {
    private static final int LONGEST_ROW = 128;
    /** Coprime to any round number of series, so that its multiples reach each of them. */
    private static final long STRIDE = 7_368_787;

    /** The time of the first row, in seconds. */
    static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    final SplittableRandom random;
    final Expected expected;
    final Ascii text = new Ascii(1 << 16);
    private final FileRecipe recipe;
    private long row;
    private long takenBytes;

    /** @param header without its line ending */
    GeneratedBody(FileRecipe recipe, String header, Expected expected) {
        this.recipe = recipe;
        this.expected = expected;
        random = new SplittableRandom(recipe.seed());
        text.add(ascii(header)).add('\n');
    }

    /** The expected result of the file; complete when the body was read to its end. */
    public final Expected expected() {
        return expected;
    }

    /** Writes a valid row, and adds it to the expected result. */
    abstract void validRow();

    /** Writes an invalid row. */
    abstract void invalidRow();

    @Override
    public final int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public final int read(byte[] target, int offset, int length) {
        if (text.isEmpty()) {
            fill();
        }
        if (text.isEmpty()) {
            return -1;
        }
        int taken = text.take(target, offset, length);
        takenBytes += taken;
        return taken;
    }

    private void fill() {
        text.clear();
        while (row < recipe.rows() && takenBytes + text.size() < recipe.bytes() && text.room() > LONGEST_ROW) {
            row++;
            beforeRow();
            if (random.nextDouble() < recipe.invalidShare()) {
                expected.addInvalid();
                invalidRow();
            } else {
                validRow();
            }
        }
    }

    /** Moves to the next row. */
    void beforeRow() {}

    /** Alternately any series and the next one, so that each one occurs, however many there are. */
    final int nextSeries() {
        long number = expected.validRows();
        return number % 2 == 0 ? random.nextInt(recipe.series()) : (int) (number / 2 * STRIDE % recipe.series());
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
