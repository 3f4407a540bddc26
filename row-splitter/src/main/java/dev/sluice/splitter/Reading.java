package dev.sluice.splitter;

/**
 * The fields of a valid row of {@code sensor-readings}.
 *
 * @param timestampMicros since the epoch
 * @param sensorId not blank
 * @param value finite
 */
record Reading(long timestampMicros, String sensorId, double value) implements FieldsOutcome {}
