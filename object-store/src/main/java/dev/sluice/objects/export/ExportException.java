package dev.sluice.objects.export;

/** A file can't be exported. The message says why; another attempt would fail likewise. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }

    ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
