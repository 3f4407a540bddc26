package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;
import java.util.List;

/**
 * The detected format of a file.
 *
 * @param options complete: with delimiter and presence of a header row
 * @param headerRow the header row as text; if the file has none, an equivalent one
 * @param columns the file's columns
 * @param firstRow the index in the text of the first row: after the header row, or the first record if there is none
 * @param linesBefore the number of physical lines before the first row
 */
public record Detection(ReadOptions options, String headerRow, Columns columns, int firstRow, long linesBefore) {

    /**
     * Detects the format from the beginning of a file, without byte order mark. Skips its {@link Preface}.
     *
     * @param text UTF-8, with at least the whole first record, or all of the file
     * @param asked the client's options, which are not detected
     * @throws HeaderException if the beginning doesn't fit the dataset
     */
    public static Detection of(byte[] text, int from, int to, Dataset dataset, ReadOptions asked)
            throws HeaderException {
        Preface preface = new Preface(text, from, to, asked.skipped());
        int start = preface.skip(text, from, to);
        return afterPreface(text, start, to, preface.lines(), dataset, preface.complete(asked));
    }

    /**
     * Detects the format from the beginning of a file whose {@link Preface} is skipped.
     *
     * @param text UTF-8, with at least the whole first record, or all of the file
     * @param lines the number of physical lines skipped
     * @param asked the client's options, which are not detected
     * @throws HeaderException if the beginning doesn't fit the dataset
     */
    public static Detection afterPreface(byte[] text, int from, int to, long lines, Dataset dataset, ReadOptions asked)
            throws HeaderException {
        return new Detector(text, from, to, lines, dataset, asked).detect();
    }

    /**
     * Whether a file is a rejects CSV, which has a header row, commas and UTF-8, whatever the original file had.
     *
     * @param text UTF-8, not validated, with at least the whole first record
     */
    public static boolean isOfRejects(byte[] text, int from, int to) {
        try {
            List<String> names = FirstRecord.read(text, from, to, 0, ',').cells();
            return names.contains(Columns.CODE) && names.contains("_line") && names.contains("_message");
        } catch (HeaderException e) {
            return false;
        }
    }
}
