package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads Parquet files with DuckDB, which shares no code with their writer. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** The rows in the form of {@link SampleRows#expected}. */
    List<List<Object>> rows(Path file, Dataset dataset) throws SQLException {
        String columns = dataset.fields().stream().map(DuckDb::selected).collect(Collectors.joining(", "));
        return query("SELECT " + columns + " FROM read_parquet('" + file + "')");
    }

    /** Name and type of each column, in order. */
    List<List<Object>> columns(Path file) throws SQLException {
        return query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('" + file + "'))");
    }

    List<List<Object>> query(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    Object value = result.getObject(i);
                    row.add(value instanceof Array items ? Arrays.asList((Object[]) items.getArray()) : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String selected(Field field) {
        String name = quoted(field.name());
        return switch (field.type()) {
            case "datetime" -> "epoch_us(" + name + ")";
            case "date" -> name + " - DATE '1970-01-01'";
            case "time" ->
                "(date_part('hour', " + name + ") * 60 + date_part('minute', " + name
                        + ")) * 60000000 + date_part('microseconds', " + name + ")";
            default -> name;
        };
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
