package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.type.BooleanType;
import dev.sluice.tabular.dataset.type.DateTimeType;
import dev.sluice.tabular.dataset.type.FieldType;
import dev.sluice.tabular.dataset.type.IntegerType;
import dev.sluice.tabular.dataset.type.ListType;
import dev.sluice.tabular.dataset.type.NumberType;
import dev.sluice.tabular.dataset.type.StringType;
import dev.sluice.tabular.dataset.type.YearType;
import dev.sluice.tabular.text.FoundText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the type of a field, with its format and the properties that are specific to the type. */
final class TypeReader {
    private static final Map<String, Set<String>> PROPERTIES = Map.of(
            "string", Set.of(),
            "number", Set.of("decimalChar", "groupChar", "bareNumber"),
            "integer", Set.of("groupChar", "bareNumber"),
            "boolean", Set.of("trueValues", "falseValues"),
            "date", Set.of(),
            "time", Set.of(),
            "datetime", Set.of(),
            "year", Set.of(),
            "list", Set.of("itemType", "delimiter"));
    private static final Set<String> UNSUPPORTED =
            Set.of("object", "array", "yearmonth", "duration", "geopoint", "geojson", "any");
    /** In the order of the standard. */
    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "list", "datetime", "date", "time", "year");

    private final DocumentNode field;
    private final boolean zoneRequired;
    private final String name;

    TypeReader(DocumentNode field, boolean zoneRequired) {
        this.field = field;
        this.zoneRequired = zoneRequired;
        DocumentNode type = field.get("type");
        name = type.value().isString() ? type.value().stringValue() : "";
    }

    /** The properties of fields of this type; those of all types if the type is invalid. */
    Set<String> properties() {
        Set<String> properties = PROPERTIES.get(name);
        return properties == null
                ? PROPERTIES.values().stream().flatMap(Set::stream).collect(Collectors.toSet())
                : properties;
    }

    /** The type, or null if any part of it is invalid, as the field's values can't be checked then. */
    @Nullable
    FieldType read() {
        int faults = field.faults().count();
        FieldType type = type();
        return field.faults().count() > faults ? null : type;
    }

    private @Nullable FieldType type() {
        FormatReader format = new FormatReader(field.get("format"));
        return switch (name) {
            case "string" -> new StringType(format.ofText());
            case "datetime" -> new DateTimeType(format.ofDateTime(zoneRequired), zoneRequired);
            case "date" -> format.ofDate();
            case "time" -> format.ofTime();
            default -> {
                FieldType type = withoutFormats();
                if (type != null) {
                    format.none();
                }
                yield type;
            }
        };
    }

    private @Nullable FieldType withoutFormats() {
        NotationReader notation = new NotationReader(field);
        return switch (name) {
            case "number" -> new NumberType(notation.ofNumbers());
            case "integer" -> new IntegerType(notation.ofIntegers());
            case "boolean" -> bool();
            case "list" -> list();
            case "year" -> YearType.lexical();
            default -> unknown();
        };
    }

    private BooleanType bool() {
        List<String> trueValues = field.get("trueValues").strings(BooleanType.TRUE_VALUES);
        DocumentNode falseNode = field.get("falseValues");
        List<String> falseValues = falseNode.strings(BooleanType.FALSE_VALUES);
        for (String text : falseValues) {
            if (trueValues.contains(text)) {
                falseNode.fault("expected values other than those for true, found " + FoundText.quoted(text));
            }
        }
        return new BooleanType(trueValues, falseValues);
    }

    private ListType list() {
        DocumentNode delimiterNode = field.get("delimiter");
        String delimiter = delimiterNode.string(",");
        if (!delimiter.matches("[^0-9eE.+-]{1,8}")) {
            delimiterNode.expected("1 to 8 characters that don't occur in numbers");
        }
        DocumentNode items = field.get("itemType");
        String itemType = items.string("string");
        if (!Set.of("number", "integer").contains(itemType)) {
            items.fault("expected number or integer, as other lists are not supported, found "
                    + FoundText.quoted(itemType) + (items.isThere() ? "" : ", which is the default"));
        }
        return new ListType(delimiter, itemType.equals("integer"));
    }

    private @Nullable FieldType unknown() {
        DocumentNode type = field.get("type");
        String known = DocumentNode.oneOf(TYPES.stream());
        if (UNSUPPORTED.contains(name)) {
            type.fault("the type " + name + " is not supported; expected " + known);
        } else if (type.isThere()) {
            type.expected(known);
        } else {
            type.fault("expected " + known + ", found none, which means any and is not supported");
        }
        return null;
    }
}
