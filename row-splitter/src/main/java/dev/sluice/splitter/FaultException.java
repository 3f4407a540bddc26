package dev.sluice.splitter;

import dev.sluice.schemas.csv.HeaderException;
import dev.sluice.schemas.message.Fault;
import dev.sluice.schemas.row.CutText;

/** A text without rows to be read. Never leaves {@link RawChunkReader}: it becomes a value there. */
final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE_CHARS = 1_024;

    private final String code;

    FaultException(String code, String message) {
        super(CutText.ofChars(message, MAX_MESSAGE_CHARS));
        this.code = code;
    }

    FaultException(HeaderException cause) {
        this(cause.code(), String.valueOf(cause.getMessage()));
    }

    Fault fault() {
        return new Fault(code, String.valueOf(getMessage()));
    }
}
