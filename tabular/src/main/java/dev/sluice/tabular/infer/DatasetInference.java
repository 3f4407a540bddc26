package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.dataset.type.CellFormat;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.Proposal.Evidence;
import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.NamedZone;
import dev.sluice.tabular.infer.type.TimesOfDay;
import dev.sluice.tabular.infer.type.TypeFinder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proposes a dataset document for a CSV file. The document is compiled by the reader of documents, and the sample is
 * read with it as an upload would be: a proposal says how many rows are valid.
 */
public final class DatasetInference {
    /** The rows that are looked at by default. */
    public static final int DEFAULT_ROWS = 10_000;

    /** The names of the {@link ReadOptions} that count; a document has the others. */
    public static final List<String> OPTIONS = List.of("delimiter", "skip", "comment");

    /** As documents in a directory of datasets may be. */
    private static final int MAX_DOCUMENT_CHARS = 1024 * 1024;

    private static final int MAX_NAME_CHARS = 64;
    /** The share of rows that is worth a warning. */
    private static final double MANY_REPEATED = 0.05;

    private final SampleText text;
    private final Table table;
    private final FieldNaming naming;
    private final Roles roles;
    private final int maxRows;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<ColumnType> columns = new ArrayList<>();
    /** Dates with the times of day of another column. */
    private final Optional<ColumnType> joined;

    private DatasetInference(SampleText text, int maxRows, ReadOptions asked) throws NoProposalException {
        this.text = text;
        this.maxRows = maxRows;
        table = TableReader.read(text.behind(asked.skipped().before()), maxRows, asked);
        if (asked.skipped().before() > 0) {
            options.put("skip", Long.toString(Math.max(asked.skipped().before(), table.linesBefore())));
        }
        Character comment = asked.skipped().comment();
        if (comment != null) {
            options.put("comment", comment.toString());
        }
        naming = new FieldNaming(table.columns());
        TypeFinder types = TypeFinder.of(table.columns(), table.delimiter());
        for (Column column : table.columns()) {
            if (naming.of(column).isPresent()) {
                columns.add(types.find(column));
            }
        }
        roles = roles(types);
        joined = joined(types);
    }

    private Roles roles(TypeFinder types) throws NoProposalException {
        try {
            return new RoleFinder(columns, types, table.header()).find();
        } catch (NoProposalException e) {
            throw new NoProposalException(e, table.doubt());
        }
    }

    /**
     * Proposes a dataset.
     *
     * @param name of the dataset, in kebab-case; see {@link #nameOf}
     * @param maxRows the maximum number of rows that are looked at
     * @throws NoProposalException if the text is no table, or has nothing to measure
     */
    public static Proposal propose(SampleText text, String name, int maxRows) throws NoProposalException {
        return propose(text, name, maxRows, ReadOptions.NONE);
    }

    /**
     * The same for a file of which the client knows something.
     *
     * @param asked its {@link #OPTIONS}
     */
    public static Proposal propose(SampleText text, String name, int maxRows, ReadOptions asked)
            throws NoProposalException {
        return new DatasetInference(text, maxRows, asked).propose(name);
    }

    /** A dataset's name from a file's: in kebab-case, and none of a dataset that Sluice ships with. */
    public static String nameOf(String filename) {
        String plain = Normalizer.normalize(filename, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("(?:\\.(?:csv|tsv|txt|dat))?(?:\\.gz)?$", "")
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "-");
        String cut =
                plain.substring(0, Math.min(MAX_NAME_CHARS - 2, plain.length())).replaceAll("^-+|-+$", "");
        String name = cut.isEmpty() ? "inferred" : cut;
        return Datasets.shipped().find(name).isPresent() ? name + "-2" : name;
    }

    private Proposal propose(String name) throws NoProposalException {
        List<ProposedField> fields = fields();
        Dataset dataset = compile(DocumentText.of(name, table, fields, naming.aliases()));
        List<String> notes = new ArrayList<>();
        Trial trial = trial(dataset);
        if (trial.valid() == 0) {
            throw new NoProposalException("no row of the sample is valid with the best document that was found: "
                    + String.join("; ", trial.reasons()));
        }
        fitting().forEach(notes::add);
        notes.addAll(naming.notes());
        notes.addAll(roles.notes());
        if (roles.repeated() > table.rows() * MANY_REPEATED) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d rows have the time of another one of the same series, so several series may be counted as one",
                    roles.repeated()));
        }
        addNotes(notes);
        if (text.mustNameCharset()) {
            options.put("charset", text.charset().name());
        }
        return new Proposal(
                dataset,
                fields.stream()
                        .map(field -> new Evidence(field.name(), field.type(), field.role(), field.evidence()))
                        .toList(),
                options,
                table.rows(),
                trial.valid(),
                trial.invalid(),
                trial.reasons(),
                notes);
    }

    private Optional<ColumnType> joined(TypeFinder types) throws NoProposalException {
        ColumnType date = roles.time();
        ColumnType timeOfDay = TimesOfDay.of(date, columns).column();
        if (date == null || timeOfDay == null) {
            return Optional.empty();
        }
        if (!table.header()) {
            throw new NoProposalException("the time is in two columns, " + date.name() + " and " + timeOfDay.name()
                    + ", which can be joined only by names: write a header row as the first line of the file");
        }
        List<String> cells = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            cells.add(date.column().cells().get(row) + " "
                    + timeOfDay.column().cells().get(row));
        }
        ColumnType moment = types.find(new Column(date.name(), cells));
        if (!moment.type().equals("datetime")) {
            return Optional.empty();
        }
        options.put(
                "map." + naming.of(date.column()).orElseThrow(),
                ReadOptions.record(List.of(date.name(), timeOfDay.name())));
        return Optional.of(moment);
    }

    private List<ProposedField> fields() {
        List<ProposedField> fields = new ArrayList<>();
        if (roles.groupBy().isEmpty() && !roles.wide()) {
            String series = naming.free("series");
            options.put("set." + series, "NAME");
            fields.add(ProposedField.of(
                    series, "string", ProposedField.GROUP, "no column names a series, so an upload does: one a file"));
        }
        ColumnType timeOfDay = TimesOfDay.of(roles.time(), columns).column();
        for (ColumnType column : columns) {
            if (!roles.series().contains(column) && !(joined.isPresent() && column.equals(timeOfDay))) {
                ColumnType moment = column.equals(roles.time()) ? joined.orElse(column) : column;
                ColumnType said = zone().map(moment::inZone).orElse(moment);
                fields.add(ProposedField.of(naming.of(column.column()).orElseThrow(), said, role(column)));
            }
        }
        if (roles.wide()) {
            options.put("layout", "wide");
            fields.add(ProposedField.of(
                    naming.free("series"), "string", ProposedField.GROUP, series() + ": the wide layout"));
            // A column may have that name, too: it is a series.
            List<String> names = fields.stream().map(ProposedField::name).toList();
            fields.add(ProposedField.of(FieldNaming.free("value", names), roles.measure(), ProposedField.MEASURE));
        }
        return fields;
    }

    private String role(ColumnType column) {
        if (roles.groupBy().contains(column)) {
            return ProposedField.GROUP;
        }
        if (column.equals(roles.time())) {
            return ProposedField.TIME;
        }
        return column.equals(roles.measure()) ? ProposedField.MEASURE : ProposedField.NONE;
    }

    /** The zone of times that have none. */
    private Optional<String> zone() {
        return roles.time() == null
                ? Optional.empty()
                : table.zone(roles.time()).map(NamedZone::zone);
    }

    private String series() {
        List<String> names = roles.series().stream().map(ColumnType::name).toList();
        String shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() == 1
                ? "the name of the column " + shown
                : String.format(Locale.ROOT, "the names of %,d columns, such as %s", names.size(), shown);
    }

    private static Dataset compile(String document) throws NoProposalException {
        if (document.length() > MAX_DOCUMENT_CHARS) {
            throw new NoProposalException("expected a document of at most " + MAX_DOCUMENT_CHARS + " characters, found "
                    + document.length() + ": the file has too many columns that aren't series");
        }
        DocumentFaults faults = new DocumentFaults("the proposed document");
        Dataset dataset = DocumentReader.read(document, faults);
        if (dataset == null) {
            throw new NoProposalException(String.join("; ", faults.all()));
        }
        return dataset;
    }

    /** Reads the sample from its first line, or from that of the table, whichever has valid rows. */
    private Trial trial(Dataset dataset) throws NoProposalException {
        if (table.delimiter() == ' ') {
            options.put("delimiter", " ");
        }
        List<String> ignored = ignored();
        if (!ignored.isEmpty()) {
            options.put("ignore", ReadOptions.record(ignored));
        }
        if (table.unitRows() > 0) {
            options.put("skip_after_header", Integer.toString(table.unitRows()));
        }
        if (table.comment() != null) {
            options.put("comment", table.comment().toString());
        }
        if (!table.units().isEmpty()) {
            Set<String> units = new LinkedHashSet<>();
            table.columns().forEach(column -> units.addAll(table.units().getOrDefault(column, Set.of())));
            options.put("unit", ReadOptions.record(List.copyOf(units)));
        }
        if (roles.time() != null) {
            if (roles.time().isSerial()) {
                options.put("time_format", CellFormat.SERIAL);
            }
        }
        zone().ifPresent(zone -> options.put("zone", zone));
        try {
            Trial whole = trialOf(dataset);
            if (table.linesBefore() == 0 || options.containsKey("skip") || whole.valid() > 0) {
                return whole;
            }
        } catch (HeaderException e) {
            if (table.linesBefore() == 0 || options.containsKey("skip")) {
                throw new NoProposalException(e);
            }
        }
        options.put("skip", Long.toString(table.linesBefore()));
        try {
            return trialOf(dataset);
        } catch (HeaderException e) {
            throw new NoProposalException(e);
        }
    }

    /** In the wide layout any other column would be a series, also several of the same name. */
    private List<String> ignored() {
        List<String> ignored = new ArrayList<>(table.beyond());
        table.columns().stream()
                .filter(column -> roles.wide()
                        && !column.name().isEmpty()
                        && naming.of(column).isEmpty()
                        && !ignored.contains(column.name()))
                .forEach(column -> ignored.add(column.name()));
        return ignored;
    }

    private Trial trialOf(Dataset dataset) throws HeaderException {
        ReadOptions asked = ReadOptions.of(options);
        return Trial.of(asked.applyTo(dataset), asked, text.utf8(), 0, maxRows);
    }

    /** A note if no document is needed. */
    private List<String> fitting() {
        return Datasets.shipped().all().stream()
                .filter(this::fits)
                .map(dataset -> "the file fits the dataset " + dataset.name() + ", which Sluice ships with")
                .toList();
    }

    private boolean fits(Dataset dataset) {
        try {
            return Trial.of(dataset, ReadOptions.NONE, text.utf8(), 0, maxRows).isClean();
        } catch (HeaderException e) {
            return false;
        }
    }

    private void addNotes(List<String> notes) {
        if (!table.header()) {
            notes.add(
                    "the file has no header row, so its columns are named column_1 and so on: rename them as you like");
        }
        if (table.unitRows() > 0) {
            notes.add("the rows behind the header row that have no values are taken for units: " + table.unitRows());
        }
        ColumnType time = roles.time();
        if (time != null
                && joined.isEmpty()
                && time.type().equals("date")
                && columns.stream()
                        .anyMatch(column -> column.type().equals("time") || RoleFinder.isUnreadTime(column, time))) {
            List<String> others = TimesOfDay.of(time, columns).others().stream()
                    .map(ColumnType::name)
                    .toList();
            notes.add("the time is the date alone: "
                    + (others.isEmpty()
                            ? "the time of day is in another column"
                            : "whether it goes with the times of day of " + String.join(" or ", others)
                                    + " can't be seen; map." + time.name() + "="
                                    + ReadOptions.record(List.of(time.name(), others.get(0))) + " joins the two"));
        }
        if (time == null) {
            notes.add("no column is a date or a time, so there is no first and last");
        }
    }
}
