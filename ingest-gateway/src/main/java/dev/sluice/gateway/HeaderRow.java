package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.csv.HeaderException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** Checks a header row before anything of its file is published. */
final class HeaderRow {
    private static final String MISSING = "missing-column";

    private HeaderRow() {}

    /**
     * The row as text.
     *
     * @throws UploadException if it isn't UTF-8, or doesn't name the dataset's columns once each
     */
    static String check(byte[] row, Dataset dataset) throws UploadException {
        String text = decode(row);
        try {
            Header.read(text, dataset);
            return text;
        } catch (HeaderException e) {
            boolean missing = e.code().equals(MISSING);
            throw new UploadException(
                    missing ? Problem.MISSING_COLUMN : Problem.DUPLICATE_COLUMN,
                    String.valueOf(e.getMessage()),
                    Map.of(missing ? "missing" : "columns", e.columns(), "found", e.found()));
        }
    }

    private static String decode(byte[] row) throws UploadException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(row)).toString();
        } catch (CharacterCodingException e) {
            throw new UploadException(
                    Problem.NOT_TEXT,
                    "expected UTF-8 text, found other bytes in the header row: save the file as UTF-8",
                    e);
        }
    }
}
