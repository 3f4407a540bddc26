package dev.sluice.tabular.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.Dataset.HeaderRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.ResultColumn;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EverythingTest {
    private static final Dataset EVERYTHING = Documents.read(Documents.everything());

    @Test
    void shouldReadTheMetadataOfADocument() {
        assertThat(EVERYTHING.name()).isEqualTo("everything");
        assertThat(EVERYTHING.title()).isEqualTo("Everything");
        assertThat(EVERYTHING.description()).isEqualTo("Every property that a document may have.");
        assertThat(EVERYTHING.document()).isEqualTo(Documents.everything());
    }

    @Test
    void shouldReadTheDialect() {
        assertThat(EVERYTHING.fieldsMatch()).isEqualTo(FieldsMatch.PARTIAL);
        assertThat(EVERYTHING.delimiter()).isEqualTo('|');
        assertThat(EVERYTHING.headerRow()).isEqualTo(HeaderRow.ABSENT);
    }

    @Test
    void shouldReadTheFields() {
        assertThat(EVERYTHING.fieldNames())
                .containsExactly(
                        "Station",
                        "Measured at",
                        "Day",
                        "Opens",
                        "Built",
                        "Active",
                        "Price",
                        "Visits",
                        "Contact",
                        "Levels");
        assertThat(EVERYTHING.fields())
                .extracting(Field::type)
                .containsExactly(
                        "string", "datetime", "date", "time", "year", "boolean", "number", "integer", "string", "list");
        assertThat(EVERYTHING.fields()).extracting(Field::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(EVERYTHING.fields())
                .filteredOn(Field::required)
                .extracting(Field::name)
                .containsExactly("Station", "Day", "Levels");
        assertThat(EVERYTHING.field("Station").orElseThrow().aliases()).containsExactly("site", "place name");
        assertThat(EVERYTHING.field("Levels").orElseThrow().aliases()).containsExactly("Pegel");
        assertThat(EVERYTHING.field("station")).isEmpty();
    }

    @Test
    void shouldReadTheRolesOfFields() {
        assertThat(EVERYTHING.groupBy()).extracting(Field::name).containsExactly("Station", "Day");
        assertThat(EVERYTHING.measure().name()).isEqualTo("Levels");
        assertThat(EVERYTHING.time()).isSameAs(EVERYTHING.fields().get(1));
        assertThat(EVERYTHING.overFiles()).isEqualTo(OverFiles.LATEST);
    }

    @Test
    void shouldReadTheColumnsOfTheResult() {
        assertThat(EVERYTHING.result())
                .containsExactly(
                        new ResultColumn("On", 1, null),
                        new ResultColumn("Station", 0, null),
                        new ResultColumn("count", -1, Statistic.COUNT),
                        new ResultColumn("min", -1, Statistic.MIN),
                        new ResultColumn("max", -1, Statistic.MAX),
                        new ResultColumn("Mean", -1, Statistic.AVG),
                        new ResultColumn("sum", -1, Statistic.SUM),
                        new ResultColumn("std_dev", -1, Statistic.STD_DEV),
                        new ResultColumn("first", -1, Statistic.FIRST),
                        new ResultColumn("last", -1, Statistic.LAST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Station; north1; north1",
                "Measured at; 12/11/2018 09:15:32 +0100; 2018-11-12T08:15:32Z",
                "Day; 12.11.2018; 2018-11-12",
                "Opens; 9:30 am; 09:30:00",
                "Built; 1925; 1925",
                "Active; ja; true",
                "Price; 1.000,50; 1000.5",
                "Price; -99; missing",
                "Visits; 2 000 000; 2000000",
                "Contact; a@b.org; a@b.org",
                "Contact; NA; missing",
                "Contact; -; missing",
                "Levels; 1; 1",
            })
    void shouldReadCells(String field, String cell, String text) {
        assertThat(Documents.outcome(EVERYTHING.field(field).orElseThrow(), cell))
                .isEqualTo(text);
    }
}
