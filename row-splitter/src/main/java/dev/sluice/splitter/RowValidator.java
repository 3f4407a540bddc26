package dev.sluice.splitter;

import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Dataset.Field;
import dev.sluice.schemas.csv.Decimals;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.csv.Timestamps;
import dev.sluice.schemas.message.RowError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Checks the cells of one row against the dataset. What is wrong is put into words only once something is: the way of
 * a valid row holds nothing but the parsing.
 */
final class RowValidator {
    private final int columns;
    private final Column time;
    private final Column sensor;
    private final Column value;
    private final List<Column> inFileOrder;
    private final int maxSensorId;

    private record Column(Field field, int position) {
        static Column of(String name, Dataset dataset, Header header) {
            return new Column(
                    dataset.field(name),
                    header.positions().get(dataset.fieldNames().indexOf(name)));
        }
    }

    RowValidator(Dataset dataset, Header header) {
        columns = header.columns();
        time = Column.of(dataset.sluice().time(), dataset, header);
        sensor = Column.of(dataset.sluice().groupBy(), dataset, header);
        value = Column.of(dataset.sluice().measure(), dataset, header);
        inFileOrder = List.of(time, sensor, value).stream()
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
        maxSensorId = sensor.field().constraints().maxLength();
    }

    FieldsOutcome validate(String[] cells) {
        if (cells.length == columns) {
            String sensorId = cells[sensor.position()];
            if (isSensorId(sensorId)) {
                OptionalLong micros = Timestamps.parseMicros(cells[time.position()]);
                OptionalDouble number = Decimals.parse(cells[value.position()]);
                if (micros.isPresent() && number.isPresent()) {
                    return new Reading(micros.getAsLong(), sensorId, number.getAsDouble());
                }
            }
        }
        return new FieldsOutcome.Violations(violations(cells));
    }

    private List<RowError> violations(String[] cells) {
        List<RowError> errors = new ArrayList<>();
        for (Column column : inFileOrder) {
            if (column.position() < cells.length) {
                addViolation(column, cells[column.position()], errors);
            } else {
                errors.add(RowErrors.missingCell(column.field(), columns, cells.length));
            }
        }
        if (cells.length > columns) {
            errors.add(RowErrors.extraCell(columns, cells.length));
        } else if (cells.length < columns && cells.length > last().position()) {
            // Only columns that the dataset doesn't name are missing.
            errors.add(RowErrors.missingCell(null, columns, cells.length));
        }
        return errors;
    }

    private void addViolation(Column column, String cell, List<RowError> errors) {
        if (cell.isBlank()) {
            errors.add(RowErrors.empty(column.field(), cell));
        } else if (column.equals(time) && Timestamps.parseMicros(cell).isEmpty()) {
            errors.add(RowErrors.unreadableTime(column.field(), cell));
        } else if (column.equals(value) && Decimals.parse(cell).isEmpty()) {
            errors.add(RowErrors.unreadableNumber(column.field(), cell));
        } else if (column.equals(sensor) && cell.length() > maxSensorId) {
            errors.add(RowErrors.tooLong(column.field(), cell));
        }
    }

    private Column last() {
        return inFileOrder.get(inFileOrder.size() - 1);
    }

    /** Any character may stand in it, control characters too: JSON and CSV can carry them, and they harm no key. */
    private boolean isSensorId(String cell) {
        return cell.length() <= maxSensorId && !cell.isBlank();
    }
}
