package dev.sluice.tabular.row;

import dev.sluice.tabular.text.Limits;

/**
 * Why a file failed.
 *
 * @param code stable, e.g. {@code aborted}, {@code missing-column}
 * @param message a description
 */
public record Fault(String code, String message) {
    public Fault {
        Limits.text("code", code, Limits.CODE_CHARS);
        message = Limits.cut("message", message, Limits.MESSAGE_CHARS);
    }
}
