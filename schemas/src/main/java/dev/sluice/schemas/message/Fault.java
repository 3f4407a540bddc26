package dev.sluice.schemas.message;

import java.util.Objects;

/**
 * Why a file failed.
 *
 * @param code stable, e.g. {@code aborted}, {@code missing-column}
 * @param message in plain words
 */
public record Fault(String code, String message) {
    public Fault {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
