package dev.sluice.chaos.report;

/**
 * A promise that was broken.
 *
 * @param fileId of the file it was broken to, or what else it is about
 */
public record Violation(String fileId, String what, String expected, String found) {
    @Override
    public String toString() {
        return "file " + fileId + ": " + what + ": expected " + expected + ", found " + found;
    }
}
