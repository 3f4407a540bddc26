package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;

/**
 * What a file's beginning says about how it is to be read.
 *
 * @param options complete: with delimiter and whether there is a header row
 * @param headerRow the header row as text; where the file has none, the one it would have had
 * @param columns where the fields stand
 * @param firstRow the index in the text of the first row's first byte: after the header row, or of the first record
 *     where there is none
 * @param linesBefore how many physical lines of the text lie before the first row
 */
public record Detection(ReadOptions options, String headerRow, Columns columns, int firstRow, long linesBefore) {

    /**
     * Looks at the beginning of a file, without byte order mark.
     *
     * @param text UTF-8, with the whole first record that isn't blank at least, or all of the file
     * @param asked what the client asked for, which is not detected
     * @throws HeaderException if the beginning fits the dataset in no way
     */
    public static Detection of(byte[] text, int from, int to, Dataset dataset, ReadOptions asked)
            throws HeaderException {
        return new Detector(text, from, to, dataset, asked).detect();
    }
}
