package dev.sluice.fuzz.stage;

import dev.sluice.fuzz.input.Poison;

/** A stage of Sluice as it runs, with its real limits, over stand-ins for the brokers. Used by one thread. */
public interface FuzzedStage extends AutoCloseable {
    /**
     * Takes one input, and checks what is particular to the stage: its books balance, what it writes can be read.
     *
     * @return what it wrote
     * @throws RuntimeException whatever leaves the stage, or {@link Finding}
     */
    Work take(Poison poison);

    /**
     * Takes a valid input, and checks that its output is exactly the expected one.
     *
     * @param number names it apart from all others
     * @throws RuntimeException as above
     */
    void takeGood(long number);

    @Override
    void close();
}
