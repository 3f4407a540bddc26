package dev.sluice.schemas.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a dataset's fields stand in a file, read from its header row. Names are matched without regard to case and to
 * spaces around them; columns that the dataset doesn't name are ignored.
 *
 * @param columns how many columns the header row has
 * @param positions for each field of the dataset, in the dataset's order, the column it stands in, from 0
 */
public record Header(int columns, List<Integer> positions) {
    public Header {
        positions = List.copyOf(positions);
    }

    /**
     * Reads a header row.
     *
     * @param row the row as text, without byte order mark and line ending
     * @throws HeaderException if a field is missing or stands there twice
     */
    public static Header read(String row, Dataset dataset) throws HeaderException {
        List<String> found = Arrays.asList(new CsvRecords(',').cells(row));
        List<String> names =
                found.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        List<Integer> positions = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String field : dataset.fieldNames()) {
            int position = names.indexOf(field);
            if (position < 0) {
                missing.add(field);
            } else if (names.lastIndexOf(field) != position) {
                throw HeaderException.duplicate(field, found);
            }
            positions.add(position);
        }
        if (!missing.isEmpty()) {
            throw HeaderException.missing(missing, found, dataset);
        }
        return new Header(found.size(), positions);
    }
}
