package dev.sluice.results.reject;

import dev.sluice.schemas.query.RejectsPage;
import java.util.Optional;

/** Describes how many of a file's invalid rows can be shown. */
record KeptRejects(long kept, long all) {
    static KeptRejects of(RejectsPage page) {
        return new KeptRejects(page.kept(), page.summary().invalidRows());
    }

    /** Returns a text such as {@code 1000 of 5321}, or nothing if all can be shown. */
    Optional<String> some() {
        return kept < all ? Optional.of(kept + " of " + all) : Optional.empty();
    }

    /** Returns the same as a sentence. */
    Optional<String> words() {
        return some().map(some -> "the first " + some + " invalid rows are kept");
    }
}
