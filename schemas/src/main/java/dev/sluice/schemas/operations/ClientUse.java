package dev.sluice.schemas.operations;

import java.time.Instant;

/**
 * What a client has stored lately, deleted and expired files left out.
 *
 * @param client the client's name
 * @param lastUpload the time of its newest file
 */
public record ClientUse(String client, Instant lastUpload, Amount lastDay, Amount lastWeek) {

    /**
     * An amount of files.
     *
     * @param failedFiles those that have failed, refused duplicates included
     * @param bytes their size as it was sent, as far as it has arrived
     * @param validRows the valid rows that are counted
     * @param invalidRows the invalid rows that are counted
     */
    public record Amount(long files, long failedFiles, long bytes, long validRows, long invalidRows) {
        public static final Amount NONE = new Amount(0, 0, 0, 0, 0);

        public Amount plus(Amount other) {
            return new Amount(
                    files + other.files,
                    failedFiles + other.failedFiles,
                    bytes + other.bytes,
                    validRows + other.validRows,
                    invalidRows + other.invalidRows);
        }
    }

    /** Adds up what the same client has stored in two places. */
    public ClientUse plus(ClientUse other) {
        return new ClientUse(
                client,
                lastUpload.isAfter(other.lastUpload) ? lastUpload : other.lastUpload,
                lastDay.plus(other.lastDay),
                lastWeek.plus(other.lastWeek));
    }
}
