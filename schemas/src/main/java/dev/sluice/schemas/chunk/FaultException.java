package dev.sluice.schemas.chunk;

import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.TruncatedText;

/** A text whose rows can't be read. Never leaves {@link RawChunkReader}, which converts it to a value. */
public final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE_CHARS = 1_024;

    private final String code;

    FaultException(String code, String message) {
        super(TruncatedText.ofChars(message, MAX_MESSAGE_CHARS));
        this.code = code;
    }

    FaultException(HeaderException cause) {
        this(cause.code(), String.valueOf(cause.getMessage()));
    }

    Fault fault() {
        return new Fault(code, String.valueOf(getMessage()));
    }
}
