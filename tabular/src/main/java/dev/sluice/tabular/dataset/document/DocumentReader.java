package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.Dataset.HeaderRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.MissingValues;
import dev.sluice.tabular.dataset.ResultColumn;
import dev.sluice.tabular.dataset.Windows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a document to a dataset, and collects its faults. */
public final class DocumentReader {
    private static final Set<String> SUPPORTED = Set.of(
            "$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues", "dialect", "sluice");
    private static final Set<String> UNSUPPORTED = Set.of("primaryKey", "uniqueKeys", "foreignKeys");
    private static final Set<String> OURS = Set.of(
            "groupBy",
            "measure",
            "time",
            "zone",
            "aliases",
            "headerRow",
            "overFiles",
            "windows",
            "percentiles",
            "result");
    private static final String NAME = "(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*";

    private final DocumentNode root;
    private final DocumentNode sluice;

    private DocumentReader(DocumentNode root) {
        this.root = root;
        sluice = root.get("sluice");
    }

    /** The dataset, or null if the document has faults. */
    public static @Nullable Dataset read(String text, DocumentFaults faults) {
        DocumentNode root = DocumentParser.parse(text, faults);
        return root == null || !root.isObject() ? null : new DocumentReader(root).compile(text);
    }

    private @Nullable Dataset compile(String text) {
        root.knows(SUPPORTED, UNSUPPORTED);
        root.get("$schema").string("");
        String name = name();
        String title = root.get("title").nonBlank(name);
        String description = root.get("description").string("");
        if (sluice.isObject()) {
            sluice.knows(OURS, Set.of());
        }
        FieldRoles roles = FieldRoles.read(sluice);
        FieldDrafts drafts = drafts(roles);
        roles.check(drafts);
        Map<String, List<String>> aliases = new AliasesReader(drafts).read(sluice.get("aliases"));
        Dialect dialect = Dialect.read(root.get("dialect"));
        FieldsMatch fieldsMatch = fieldsMatch();
        HeaderRow headerRow = headerRow(dialect);
        OverFiles overFiles = sluice.get("overFiles").choice(EnumSet.allOf(OverFiles.class), OverFiles.MERGED);
        Windows windows = WindowsReader.read(sluice.get("windows"), roles.time() != null, overFiles);
        boolean percentiles = sluice.get("percentiles").bool(true);
        List<ResultColumn> result = new ResultReader(roles, percentiles).read(sluice.get("result"));
        if (!root.faults().isEmpty()) {
            return null;
        }
        List<Field> fields = drafts.compile(aliases);
        return new Dataset(
                name,
                title,
                description,
                fields,
                fieldsMatch,
                dialect.delimiter(),
                headerRow,
                roles.groupBy().stream().map(named -> named.in(fields)).toList(),
                roles.measure().in(fields),
                roles.time() == null ? null : roles.time().in(fields),
                overFiles,
                windows,
                percentiles,
                result,
                text);
    }

    private String name() {
        DocumentNode node = root.get("name");
        String name = node.value().isString() ? node.value().stringValue() : "";
        if (!name.matches(NAME)) {
            node.expected("a name of 1 to 64 characters in kebab-case, such as song-plays");
        }
        return name;
    }

    private FieldDrafts drafts(FieldRoles roles) {
        DocumentNode node = root.get("fields");
        if (!node.value().isArray() || node.value().isEmpty()) {
            node.expected("an array of at least one field");
            return new FieldDrafts(List.of());
        }
        FieldReader reader =
                new FieldReader(roles, MissingValuesReader.read(root.get("missingValues"), MissingValues.EMPTY));
        List<FieldDraft> drafts = new ArrayList<>();
        for (DocumentNode item : node.items("fields")) {
            FieldDraft draft = reader.read(item);
            if (draft != null) {
                drafts.add(draft);
            }
        }
        return new FieldDrafts(drafts);
    }

    /** The published profile of the standard requires an array, its text a string. */
    private FieldsMatch fieldsMatch() {
        DocumentNode node = root.get("fieldsMatch");
        boolean wrapped = node.value().isArray() && node.value().size() == 1;
        DocumentNode choice = wrapped ? node.items("").get(0) : node;
        return choice.choice(EnumSet.allOf(FieldsMatch.class), FieldsMatch.EXACT);
    }

    private HeaderRow headerRow(Dialect dialect) {
        DocumentNode node = sluice.get("headerRow");
        HeaderRow headerRow = node.choice(EnumSet.of(HeaderRow.REQUIRED, HeaderRow.OPTIONAL), HeaderRow.REQUIRED);
        if (!Boolean.FALSE.equals(dialect.header())) {
            return headerRow;
        }
        if (node.isThere()) {
            node.fault("expected none where the dialect says header: false, found " + node.value());
        }
        return HeaderRow.ABSENT;
    }
}
