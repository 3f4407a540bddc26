package dev.sluice.standalone.readings;

/**
 * What a generated file of sensor readings is like. Equal descriptions make equal files.
 *
 * @param seed of all that varies
 * @param rows data rows, without the header
 * @param sensors how many different ones, each of them in the file if it has two valid rows for each
 * @param invalidShare of the rows, from 0 to 1
 */
public record Readings(long seed, long rows, int sensors, double invalidShare) {}
