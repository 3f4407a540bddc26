package dev.sluice.tabular.dataset.document;

import com.google.re2j.Pattern;
import dev.sluice.tabular.dataset.type.Constraint;
import dev.sluice.tabular.dataset.type.FieldType;
import dev.sluice.tabular.dataset.type.FieldType.Ordered;
import dev.sluice.tabular.dataset.type.FieldType.Sized;
import dev.sluice.tabular.dataset.type.IntegerType;
import dev.sluice.tabular.dataset.type.ListType;
import dev.sluice.tabular.dataset.type.StringType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the constraints of a field. */
final class ConstraintsReader {
    private static final Set<String> SUPPORTED =
            Set.of("required", "minimum", "maximum", "minLength", "maxLength", "pattern", "enum");
    private static final Set<String> UNSUPPORTED =
            Set.of("unique", "exclusiveMinimum", "exclusiveMaximum", "jsonSchema");

    /** The maximum length of group texts, which become keys of records. */
    private static final int MAX_GROUP_LENGTH = 1_024;

    /** The maximum length of texts that the document doesn't limit but that need a limit. */
    private static final int IMPLIED_LENGTH = 256;

    private final DocumentNode node;
    private final @Nullable FieldType type;
    private final boolean grouped;
    private final boolean measured;
    private final List<Constraint> constraints = new ArrayList<>();

    /**
     * @param type null if it is invalid, so that constraints can't be checked
     * @param grouped whether rows are grouped by the field
     * @param measured whether statistics are kept of the field
     */
    ConstraintsReader(DocumentNode node, @Nullable FieldType type, boolean grouped, boolean measured) {
        this.node = node;
        this.type = type;
        this.grouped = grouped;
        this.measured = measured;
    }

    boolean required() {
        return node.get("required").bool(false);
    }

    /** All constraints but {@code required}, the cheapest first. */
    List<Constraint> read() {
        if (node.isThere() && node.isObject()) {
            node.knows(SUPPORTED, UNSUPPORTED);
        }
        if (type != null) {
            if (measured && type instanceof IntegerType) {
                constraints.add(new Constraint.ExactInDouble());
            }
            readRange(type);
            readLength(type);
            readPattern(type);
            readEnum(type);
        }
        return constraints;
    }

    private void readRange(FieldType ofType) {
        DocumentNode minimum = node.get("minimum");
        DocumentNode maximum = node.get("maximum");
        if (!(ofType instanceof Ordered order)) {
            notApplicable(ofType, minimum, maximum);
            return;
        }
        Object min = ConstraintValue.read(minimum, ofType);
        Object max = ConstraintValue.read(maximum, ofType);
        if (min != null) {
            constraints.add(new Constraint.Minimum(order, ofType, min));
        }
        if (max != null) {
            constraints.add(new Constraint.Maximum(order, ofType, max));
        }
        if (min != null && max != null && order.compare(min, max) > 0) {
            minimum.expected("at most the maximum, " + ofType.text(max));
        }
    }

    private void readLength(FieldType ofType) {
        DocumentNode minLength = node.get("minLength");
        DocumentNode maxLength = node.get("maxLength");
        if (!(ofType instanceof Sized size)) {
            notApplicable(ofType, minLength, maxLength);
            return;
        }
        Integer min = length(minLength);
        Integer max = length(maxLength);
        int limit = limit();
        if (max == null && limit < Integer.MAX_VALUE) {
            max = IMPLIED_LENGTH;
        } else if (max != null && max > limit) {
            maxLength.expected("at most " + limit + " where rows are grouped by the field or it has a pattern");
        }
        if (min != null) {
            constraints.add(new Constraint.MinLength(size, min));
        }
        if (max != null) {
            constraints.add(new Constraint.MaxLength(size, max));
        }
        if (min != null && max != null && min > max) {
            minLength.expected("at most the maxLength, " + max);
        }
    }

    /** The limit for the length of the field's texts, if the document's is higher. */
    private int limit() {
        if (node.get("pattern").isThere()) {
            return Constraint.Matches.MAX_LENGTH;
        }
        return grouped ? MAX_GROUP_LENGTH : Integer.MAX_VALUE;
    }

    private void readPattern(FieldType ofType) {
        DocumentNode found = node.get("pattern");
        if (!(ofType instanceof StringType)) {
            notApplicable(ofType, found);
            return;
        }
        Pattern pattern = found.isThere() ? PatternReader.read(found) : null;
        if (pattern != null) {
            constraints.add(new Constraint.Matches(pattern));
        }
    }

    private void readEnum(FieldType ofType) {
        DocumentNode found = node.get("enum");
        if (ofType instanceof ListType) {
            notApplicable(ofType, found);
            return;
        }
        Set<String> texts = new LinkedHashSet<>();
        List<DocumentNode> items = found.items("an array of values");
        for (DocumentNode item : items) {
            Object value = ConstraintValue.read(item, ofType);
            if (value != null && !texts.add(ofType.text(value))) {
                item.fault("duplicate value");
            }
        }
        if (found.value().isArray() && items.isEmpty()) {
            found.fault("expected at least one value, found an empty array");
        }
        if (found.isThere()) {
            constraints.add(new Constraint.OneOf(ofType, texts));
        }
    }

    private static @Nullable Integer length(DocumentNode found) {
        if (!found.isThere()) {
            return null;
        }
        if (found.value().canConvertToInt()
                && found.value().isIntegralNumber()
                && found.value().intValue() >= 0) {
            return found.value().intValue();
        }
        found.expected("a whole number from 0 to " + Integer.MAX_VALUE);
        return null;
    }

    private static void notApplicable(FieldType type, DocumentNode... nodes) {
        for (DocumentNode found : nodes) {
            if (found.isThere()) {
                found.fault("this constraint doesn't apply to the type " + type.name());
            }
        }
    }
}
