package dev.sluice.tabular.header;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A file whose first record is a row: its columns are the document's fields, without constants, in their order. */
final class HeaderlessFile {
    private final Dataset dataset;
    private final ReadOptions asked;
    private final List<Field> fields;

    HeaderlessFile(Dataset dataset, ReadOptions asked) {
        this.dataset = dataset;
        this.asked = asked;
        FieldNames names = new FieldNames(dataset);
        Set<Field> constants = asked.constants().keySet().stream()
                .flatMap(name -> names.byOwnName(name).stream())
                .collect(Collectors.toSet());
        fields = dataset.fields().stream()
                .filter(field -> !constants.contains(field))
                .toList();
    }

    /** Whether there is a cell for each field, and no other but the empty one behind a trailing delimiter. */
    boolean fitsInNumber(FirstRecord record) {
        return record.cells().size() == fields.size()
                || CsvRecords.endsWithDelimiter(record.cells().toArray(String[]::new), fields.size());
    }

    /** Whether the record is a valid row. */
    boolean fits(FirstRecord record) {
        if (!fitsInNumber(record)) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).parse(record.cells().get(i)) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the record has errors but is a row nevertheless: it has values, such as a number, where a header row has
     * names. Any name would be valid text.
     */
    boolean isInvalidRow(FirstRecord record) {
        if (!fitsInNumber(record)) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            Object value = fields.get(i).parse(record.cells().get(i));
            if (value != null && value != Field.MISSING && !fields.get(i).type().equals("string")) {
                return true;
            }
        }
        return false;
    }

    /** @throws HeaderException if the client's options don't fit such a file */
    Detection detection(FirstRecord record) throws HeaderException {
        String headerRow = new CsvRecords(record.delimiter()).record(names().toArray(String[]::new));
        ReadOptions options = asked.detected(record.delimiter(), false);
        Columns columns = Columns.of(headerRow, dataset, options);
        return new Detection(options, headerRow, columns, record.start(), record.linesBefore());
    }

    HeaderException misfit(FirstRecord record) {
        String code = record.cells().size() < fields.size() ? "missing-column" : "extra-column";
        return new HeaderException(
                code,
                "the file has no header row, and its first row doesn't fit: " + misfitInWords(record),
                List.of(),
                record.cells());
    }

    /** Why a record is no valid row. */
    String misfitInWords(FirstRecord record) {
        if (!fitsInNumber(record)) {
            return "expected " + fields.size() + " cells (" + String.join(", ", names()) + "), found "
                    + record.cells().size();
        }
        for (int i = 0; i < fields.size(); i++) {
            String cell = record.cells().get(i);
            for (Field.Violation violation : fields.get(i).violations(cell)) {
                return fields.get(i).name() + ": " + violation.message();
            }
        }
        return "it fits";
    }

    private List<String> names() {
        return fields.stream().map(Field::name).toList();
    }
}
