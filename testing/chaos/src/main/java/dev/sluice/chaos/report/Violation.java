package dev.sluice.chaos.report;

/**
 * A violated guarantee.
 *
 * @param fileId of the file, or another subject
 */
public record Violation(String fileId, String what, String expected, String found) {
    @Override
    public String toString() {
        return "file " + fileId + ": " + what + ": expected " + expected + ", found " + found;
    }
}
