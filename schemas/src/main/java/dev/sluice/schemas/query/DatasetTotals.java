package dev.sluice.schemas.query;

/**
 * The totals over a dataset's files that have ended and are still kept.
 *
 * @param files the number of ended files
 * @param failedFiles the number of these that failed
 * @param validRows the valid rows of all of them
 * @param invalidRows the invalid rows of all of them
 * @param faultyFiles the number that failed for another reason than invalid rows (unreadable, aborted, abandoned,
 *     inconsistent)
 */
public record DatasetTotals(long files, long failedFiles, long validRows, long invalidRows, long faultyFiles) {
    public static final DatasetTotals NONE = new DatasetTotals(0, 0, 0, 0, 0);

    /** The totals without some of the files. */
    public DatasetTotals minus(DatasetTotals some) {
        return new DatasetTotals(
                files - some.files,
                failedFiles - some.failedFiles,
                validRows - some.validRows,
                invalidRows - some.invalidRows,
                faultyFiles - some.faultyFiles);
    }

    public DatasetTotals plus(DatasetTotals other) {
        return new DatasetTotals(
                files + other.files,
                failedFiles + other.failedFiles,
                validRows + other.validRows,
                invalidRows + other.invalidRows,
                faultyFiles + other.faultyFiles);
    }
}
