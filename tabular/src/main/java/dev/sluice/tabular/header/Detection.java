package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;

/**
 * The detected format of a file.
 *
 * @param options complete: with delimiter and presence of a header row
 * @param headerRow the header row as text; if the file has none, an equivalent one
 * @param columns the file's columns
 * @param firstRow the index in the text of the first row: after the header row, or the first record if there is none
 * @param linesBefore the number of physical lines in the text before the first row
 */
public record Detection(ReadOptions options, String headerRow, Columns columns, int firstRow, long linesBefore) {

    /**
     * Detects the format from the beginning of a file, without byte order mark.
     *
     * @param text UTF-8, with at least the whole first non-blank record, or all of the file
     * @param asked the client's options, which are not detected
     * @throws HeaderException if the beginning doesn't fit the dataset
     */
    public static Detection of(byte[] text, int from, int to, Dataset dataset, ReadOptions asked)
            throws HeaderException {
        return new Detector(text, from, to, dataset, asked).detect();
    }
}
