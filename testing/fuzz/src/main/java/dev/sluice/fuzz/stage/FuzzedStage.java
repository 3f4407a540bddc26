package dev.sluice.fuzz.stage;

import dev.sluice.fuzz.input.Poison;

/** A stage of Sluice with its real limits, with mocks of the brokers. Used by one thread. */
public interface FuzzedStage extends AutoCloseable {
    /**
     * Processes one input, and checks the stage's own invariants: counts are reconciled, the output is readable.
     *
     * @return the output
     * @throws RuntimeException whatever the stage throws, or {@link Finding}
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
