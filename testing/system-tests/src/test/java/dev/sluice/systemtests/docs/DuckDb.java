package dev.sluice.systemtests.docs;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes SQL as {@code duckdb -c SQL} does, with the same database, by its JDBC driver: neither Debian nor Maven has
 * the command line. Prints a line per row, with {@code |} between the columns.
 */
final class DuckDb {
    private DuckDb() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 2 || !arguments[0].equals("-c")) {
            throw new IllegalArgumentException("expected -c SQL");
        }
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(arguments[1])) {
            print(rows, System.out);
        }
    }

    private static void print(ResultSet rows, PrintStream out) throws SQLException {
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                cells.add(rows.getString(column));
            }
            out.println(String.join(" | ", cells));
        }
    }
}
