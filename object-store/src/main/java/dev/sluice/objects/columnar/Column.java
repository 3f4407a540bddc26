package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Field;

/**
 * A column of an object.
 *
 * @param index of its value in a row
 * @param name the field's name, which Parquet takes as it is
 * @param avroName the name in Avro
 * @param required whether each row has a value
 */
record Column(int index, String name, String avroName, ColumnType type, boolean required) {

    /**
     * The value in a row.
     *
     * @return {@link Field#MISSING} if there is none
     * @throws IllegalArgumentException if there is none and the column is required
     */
    Object value(Object[] row) {
        Object value = row[index];
        if (value == Field.MISSING && required) {
            throw new IllegalArgumentException("expected a value of the required field " + name + ", found none");
        }
        return value;
    }
}
