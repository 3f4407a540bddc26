package dev.sluice.cli.option;

/**
 * {@code FIELD=TEXT} on the command line.
 *
 * @param field the name of a field of the dataset
 * @param text its column, or its value
 */
record FieldText(String field, String text) {}
