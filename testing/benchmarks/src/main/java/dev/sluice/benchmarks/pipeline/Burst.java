package dev.sluice.benchmarks.pipeline;

/**
 * Many small files.
 *
 * @param files how many
 * @param rows in each
 * @param atOnce how many clients send them
 * @param reach how many a second are to come to their end
 */
record Burst(int files, int rows, int atOnce, double reach) {}
