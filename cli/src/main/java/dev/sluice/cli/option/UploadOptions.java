package dev.sluice.cli.option;

import dev.sluice.tabular.header.ReadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of an upload: those of {@code POST /upload}, under the same names with {@code -} for {@code _}. Values are
 * sent as they are written; an option with several values is a CSV record of them, or is given several times.
 */
public final class UploadOptions {
    /** What a gateway can be set to allow at most; most allow fewer, and refuse more themselves. */
    private static final int MAX_ROWS = 100_000;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "The dataset: sensor-readings, song-plays, or one of yours. Default: sensor-readings.")
    private @Nullable String dataset;

    @Option(
            names = "--filename",
            paramLabel = "NAME",
            description = "The name of the file in Sluice. Default: that of FILE; stdin.csv for -.")
    private @Nullable String filename;

    @Option(
            names = "--charset",
            paramLabel = "CHARSET",
            description = "The encoding, where it is neither UTF-8 nor UTF-16: windows-1252.")
    private @Nullable String charset;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR|tab",
            description = "The character between cells. Default: detected.")
    private @Nullable String delimiter;

    @Option(
            names = "--header",
            paramLabel = "present|absent",
            description = "Whether there is a header row. Default: detected.")
    private @Nullable String header;

    @Option(
            names = "--layout",
            paramLabel = "long|wide",
            description = "wide: one time column, and one column for each series. Default: long.")
    private @Nullable String layout;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            converter = FieldTextArgument.class,
            description = "The column of a field: --map value=temp_c. A date-time may be in several columns: "
                    + "--map timestamp=Date,Time.")
    private List<FieldText> mapping = List.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            converter = FieldTextArgument.class,
            description = "A field that has the same value in all rows: --set sensor_id=machine-7.")
    private List<FieldText> constants = List.of();

    @Option(names = "--ignore", paramLabel = "COLUMN", description = "Columns to ignore: --ignore RECORD,battery.")
    private List<String> ignored = List.of();

    @Option(names = "--skip", paramLabel = "N", description = "The lines before the header row, or the first row.")
    private @Nullable String skip;

    @Option(
            names = "--skip-after-header",
            paramLabel = "N",
            description = "The rows between the header row and the first row, such as one of units.")
    private @Nullable String skipAfterHeader;

    @Option(
            names = "--comment",
            paramLabel = "CHAR",
            description = "Lines that begin with this character are skipped: --comment '#'.")
    private @Nullable String comment;

    @Option(names = "--decimal", paramLabel = "CHAR", description = "The decimal point of numbers: --decimal ,")
    private @Nullable String decimal;

    @Option(names = "--group", paramLabel = "CHAR", description = "What groups the digits of numbers: --group .")
    private @Nullable String group;

    @Option(names = "--unit", paramLabel = "TEXT", description = "What may stand behind numbers: --unit °C,mbar")
    private List<String> units = List.of();

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description =
                    "How dates and times are written: a strptime pattern, as in the examples, or serial, as spreadsheets "
                            + "store them. Several are tried in their order.")
    private List<String> timeFormats = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The zone of times without one: Europe/Berlin, or GMT-07:00. Default: UTC.")
    private @Nullable String zone;

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            preprocessor = AnyText.class,
            description = "Cells that mean no value: --missing NA,-999,--")
    private List<String> missing = List.of();

    @Option(
            names = "--duplicate",
            paramLabel = "allow|refuse",
            description = "Whether a file is stored whose content is stored already. Default: as the server is set.")
    private @Nullable String duplicate;

    @Option(
            names = "--dry-run",
            description = "Validate the first rows, store nothing, and print how the file is read and what would help.")
    private boolean dryRun;

    @Option(names = "--rows", paramLabel = "N", description = "How many rows a dry run validates. Default: 1000.")
    private @Nullable Integer rows;

    /** The name that files are to have, or null if each has the name it has. */
    public @Nullable String filename() {
        return filename;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /** Describes the first option that no Sluice would accept. */
    public Optional<String> fault() {
        if (rows != null && !dryRun) {
            return Optional.of("expected --rows together with --dry-run only");
        }
        if (rows != null && (rows < 1 || rows > MAX_ROWS)) {
            return Optional.of("expected --rows to be from 1 to " + MAX_ROWS + ", found " + rows);
        }
        if (duplicate != null && !duplicate.equals("allow") && !duplicate.equals("refuse")) {
            return Optional.of("expected --duplicate to be allow or refuse, found " + duplicate);
        }
        List<String> constant = constants.stream().map(FieldText::field).toList();
        Optional<String> again = constant.stream()
                .filter(field -> constant.indexOf(field) != constant.lastIndexOf(field))
                .findFirst();
        Optional<String> both = mapping.stream()
                .map(FieldText::field)
                .filter(constant::contains)
                .findFirst();
        return again.map(field -> "expected --set " + field + " once, found it again")
                .or(() -> both.map(field -> "expected one of --map " + field + " and --set " + field + ", found both"))
                .or(this::faultOfReading);
    }

    private Optional<String> faultOfReading() {
        Map<String, String> options = parameters();
        options.keySet().removeIf(name -> !ReadOptions.isOption(name));
        try {
            ReadOptions.of(options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The parameters of a dry run, other than {@code dry_run} and the file's name, by their names. */
    public Map<String, String> dryRunParameters() {
        Map<String, String> parameters = parameters();
        put(parameters, "rows", rows);
        return parameters;
    }

    /** The parameters that say what is in the file and how to read it, by their names in {@code POST /upload}. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "dataset", dataset);
        put(parameters, "charset", charset);
        put(parameters, "duplicate", duplicate);
        put(parameters, "delimiter", delimiter);
        put(parameters, "header", header);
        put(parameters, "layout", layout);
        columns().forEach((field, columns) -> put(parameters, "map." + field, columns));
        constants.forEach(constant -> put(parameters, "set." + constant.field(), constant.text()));
        put(parameters, "ignore", ignored);
        put(parameters, "skip", skip);
        put(parameters, "skip_after_header", skipAfterHeader);
        put(parameters, "comment", comment);
        put(parameters, "decimal", decimal);
        put(parameters, "group", group);
        put(parameters, "unit", units);
        put(parameters, "time_format", timeFormats);
        put(parameters, "zone", zone);
        put(parameters, "missing", missing);
        return parameters;
    }

    private Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        mapping.forEach(column -> columns.computeIfAbsent(column.field(), field -> new ArrayList<>())
                .add(column.text()));
        return columns;
    }

    private static void put(Map<String, String> parameters, String name, List<String> values) {
        if (!values.isEmpty()) {
            parameters.put(name, ReadOptions.list(values));
        }
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
