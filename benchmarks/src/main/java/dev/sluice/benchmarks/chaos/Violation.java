package dev.sluice.benchmarks.chaos;

/**
 * A promise that was broken.
 *
 * @param fileId of the file it was broken to, or what else it is about
 */
record Violation(String fileId, String what, String expected, String found) {
    @Override
    public String toString() {
        return "file " + fileId + ": " + what + ": expected " + expected + ", found " + found;
    }
}
