package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.ReadOptions.Layout;
import dev.sluice.tabular.text.Blanks;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Assigns the columns of a header row to fields. The client's mapping takes precedence, then a field's own name, then
 * its aliases; if two columns name a field, the one with the weaker match is an unknown column.
 */
final class ColumnMatcher {
    private final List<String> names;
    private final Dataset dataset;
    private final ReadOptions options;
    private final FieldNames fieldNames;
    private final HeaderFaults faults;
    private final ColumnPlan plan;

    ColumnMatcher(List<String> names, Dataset dataset, ReadOptions options) {
        this.names = names;
        this.dataset = dataset;
        this.options = options;
        fieldNames = new FieldNames(dataset);
        faults = new HeaderFaults(dataset, options, names);
        plan = new ColumnPlan(names, dataset, options.layout());
    }

    Columns match() throws HeaderException {
        if (options.layout() == Layout.WIDE && dataset.groupBy().size() != 1) {
            throw faults.severalGroups();
        }
        takeConstants();
        ignoreAsked();
        takeMapping();
        takeNamed(fieldNames::byOwnName);
        takeNamed(fieldNames::byAlias);
        new FieldsMatchRules(dataset, faults).check(plan);
        return plan.columns(faults);
    }

    private void takeConstants() throws HeaderException {
        for (Map.Entry<String, String> constant : new TreeMap<>(options.constants()).entrySet()) {
            Field field = asked("set.", constant.getKey());
            refuseLaidOut("set.", field, plan.isLaidOutWide(field));
            String cell = Blanks.strip(constant.getValue());
            Object value = field.parse(cell);
            if (value == null) {
                throw faults.badConstant(field, cell);
            }
            plan.fix(field, value);
        }
    }

    private void takeMapping() throws HeaderException {
        for (Map.Entry<String, String> mapping : new TreeMap<>(options.mapping()).entrySet()) {
            Field field = asked("map.", mapping.getKey());
            refuseLaidOut("map.", field, plan.isMeasuredWide(field));
            if (plan.isConstant(field)) {
                throw faults.mappedConstant(field);
            }
            takeMapped(field, mapping.getValue());
        }
    }

    /** A list that is also a column's name is that column. */
    private void takeMapped(Field field, String text) throws HeaderException {
        List<String> list = ReadOptions.items(text);
        List<String> columns = list.size() == 1 || isColumn(text) ? List.of(text) : list;
        if (columns.size() > 1 && !field.type().equals("datetime")) {
            throw faults.severalColumns(field, columns);
        }
        for (String name : columns) {
            int column = columnNamed(name, field);
            Field other = plan.fieldOf(column);
            if (other != null) {
                throw faults.sharedColumn(names.get(column), other, field);
            }
            plan.take(field, column);
        }
    }

    private boolean isColumn(String name) {
        String key = ColumnNames.key(name);
        return names.stream().anyMatch(column -> ColumnNames.key(column).equals(key));
    }

    private void ignoreAsked() throws HeaderException {
        if (options.ignored().isEmpty()) {
            return;
        }
        Map<String, String> ignored = new LinkedHashMap<>();
        options.ignored().forEach(name -> ignored.putIfAbsent(ColumnNames.key(name), name));
        Set<String> found = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            String key = ColumnNames.key(names.get(column));
            if (ignored.containsKey(key)) {
                plan.ignore(column);
                found.add(key);
            }
        }
        for (Map.Entry<String, String> one : ignored.entrySet()) {
            if (!found.contains(one.getKey())) {
                throw faults.unknownIgnored(one.getValue());
            }
        }
    }

    private Field asked(String prefix, String name) throws HeaderException {
        Optional<Field> field = fieldNames.byOwnName(name);
        if (field.isEmpty()) {
            throw faults.unknownField(prefix + name, name);
        }
        return field.get();
    }

    private void refuseLaidOut(String prefix, Field field, boolean laidOut) throws HeaderException {
        if (laidOut) {
            throw faults.laidOutWide(prefix + field.name(), field);
        }
    }

    private int columnNamed(String name, Field field) throws HeaderException {
        int exact = names.indexOf(name);
        if (exact >= 0 && names.lastIndexOf(name) == exact) {
            return exact;
        }
        String key = ColumnNames.key(name);
        int found = -1;
        for (int column = 0; column < names.size(); column++) {
            if (ColumnNames.key(names.get(column)).equals(key)) {
                if (found >= 0) {
                    throw faults.duplicate(field, List.of(names.get(found), names.get(column)));
                }
                found = column;
            }
        }
        if (found < 0) {
            throw faults.unknownColumn(field, name);
        }
        return found;
    }

    /** Assigns columns to fields that have none yet. */
    private void takeNamed(Function<String, Optional<Field>> search) throws HeaderException {
        Set<Field> taken = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            Optional<Field> named = plan.isOpen(column) ? search.apply(names.get(column)) : Optional.empty();
            if (named.isPresent() && !plan.isMeasuredWide(named.get())) {
                takeNamed(named.get(), column, taken);
            }
        }
    }

    /** @param taken the fields that have a column by a match of the same rank */
    private void takeNamed(Field field, int column, Set<Field> taken) throws HeaderException {
        if (plan.isConstant(field)) {
            // The client's mapping takes precedence, without the column being removed from the file.
            plan.ignore(column);
        } else if (!plan.hasColumn(field)) {
            plan.take(field, column);
            taken.add(field);
        } else if (taken.contains(field)) {
            throw faults.duplicate(field, List.of(names.get(plan.columnOf(field)), names.get(column)));
        }
    }
}
