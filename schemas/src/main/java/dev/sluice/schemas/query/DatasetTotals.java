package dev.sluice.schemas.query;

/**
 * What a dataset's files came to: those that ended and are still kept.
 *
 * @param files that ended
 * @param failedFiles of these
 * @param validRows in all of them
 * @param invalidRows in all of them
 * @param faultyFiles that failed without a row to blame (unreadable, aborted, abandoned, inconsistent)
 */
public record DatasetTotals(long files, long failedFiles, long validRows, long invalidRows, long faultyFiles) {
    public static final DatasetTotals NONE = new DatasetTotals(0, 0, 0, 0, 0);

    /** All but those, which are among these. */
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
