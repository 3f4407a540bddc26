package dev.sluice.access.web;

import dev.sluice.runtime.http.Right;
import org.jspecify.annotations.Nullable;

/**
 * What a request needs.
 *
 * @param key the kind of key
 * @param right the right that the key must have; null if any will do
 */
record Requirement(Key key, @Nullable Right right) {
    static final Requirement NOTHING = new Requirement(Key.NONE, null);
    static final Requirement ANY_KEY = new Requirement(Key.OF_CLIENT, null);
    static final Requirement INTERNAL = new Requirement(Key.OF_SERVICES, null);

    enum Key {
        NONE,
        OF_CLIENT,
        /** The one that services send each other. */
        OF_SERVICES
    }

    static Requirement of(Right right) {
        return new Requirement(Key.OF_CLIENT, right);
    }
}
