package dev.sluice.benchmarks.pipeline;

/**
 * Many small files.
 *
 * @param files their number
 * @param rows in each
 * @param atOnce the number of concurrent clients
 * @param reach the target rate in files per second
 */
record Burst(int files, int rows, int atOnce, double reach) {}
