package dev.sluice.results.reject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectLayoutTest {
    @Test
    void shouldHaveTheColumnsOfTheFileForAnyDelimiter() {
        RejectLayout layout = csv("time;\"a;b\"; value", "delimiter=%3B&header=present");

        assertThat(layout.columns()).containsExactly("time", "a;b", "value");
        assertThat(layout.cells("1;\"x\"\"y\";3,5")).isEqualTo(cells(null, "1", "x\"y", "3,5"));
    }

    @Test
    void shouldDefaultToCommasWithoutOptions() {
        assertThat(csv("a,b", null).cells("1,2")).isEqualTo(cells(null, "1", "2"));
    }

    @Test
    void shouldPadShortRowsAndSeparateSurplusCells() {
        RejectLayout layout = csv("a,b", "delimiter=%2C");

        assertThat(layout.cells("1")).isEqualTo(cells(null, "1", ""));
        assertThat(layout.cells("")).isEqualTo(cells(null, "", ""));
        assertThat(layout.cells("1,2,\"3,5\",4")).isEqualTo(cells("\"3,5\",4", "1", "2"));
        assertThat(layout.cells("1,2,,")).isEqualTo(cells(",", "1", "2"));
        assertThat(layout.cells("1,2,")).isEqualTo(cells(null, "1", "2"));
    }

    @Test
    void shouldSplitCellsWithoutTheClosingQuote() {
        RejectLayout layout = csv("a,b", "delimiter=%2C");

        assertThat(layout.cells("1,\"2,\n3")).isEqualTo(cells(null, "1", "2,\n3"));
        assertThat(layout.cells("1,\"2\"\"")).isEqualTo(cells(null, "1", "2\""));
        assertThat(layout.cells("1,5\" pipe")).isEqualTo(cells(null, "1", "5\" pipe"));
    }

    @Test
    void shouldOmitRejectColumnsOfACorrectedFile() {
        RejectLayout layout = csv("a,b,_line,_code,_message,_extra", "delimiter=%2C");

        assertThat(layout.columns()).containsExactly("a", "b");
        assertThat(layout.cells("1,2,7,type-error,expected,9")).isEqualTo(cells("9", "1", "2"));
        assertThat(layout.cells("1,2,7,type-error,expected,")).isEqualTo(cells(null, "1", "2"));
        assertThat(layout.cells("1,2,7,type-error,expected,,3")).isEqualTo(cells("3", "1", "2"));
    }

    @Test
    void shouldRemoveTheApostrophesOfACorrectedFile() {
        assertThat(csv("'=a,'b,_code", "").columns()).containsExactly("=a", "'b");
        assertThat(csv("'=a,'b,_code", "").cells("'@x,'y,")).isEqualTo(cells(null, "@x", "'y"));
        assertThat(csv("'=a,'b", "").cells("'@x,'y")).isEqualTo(cells(null, "'@x", "'y"));
    }

    @Test
    void shouldShowTheRawTextOfRejectsOfAnUnknownDataset() {
        RejectLayout layout = RejectLayout.of(Rejects.ofJson(FileSummaries.ofDataset("f", "gone")), Datasets.shipped());

        assertThat(layout.columns()).isEmpty();
        assertThat(layout.cells("{\"a\": 1}")).isEqualTo(cells("{\"a\": 1}"));
    }

    @Test
    void shouldHaveTheFieldsOfTheDatasetForJson() {
        RejectLayout layout = json();

        assertThat(layout.columns()).containsExactly("timestamp", "sensor_id", "value");
        assertThat(layout.cells("{\"value\": 1e3, \"Sensor ID\": \"a\\n\", \"ts\": null}"))
                .isEqualTo(cells(null, "", "a", "1e3"));
    }

    @Test
    void shouldKeepTheRawTextOfAnObjectThatCellsCantRepresent() {
        String list = "{\"value\": true, \"sensor\": [1, 2.50], \"time\": 1714557600}";
        String object = "{\"value\": 1, \"sensor\": {\"a\": 1}}";

        assertThat(json().cells(list)).isEqualTo(cells(list, "1714557600", "1,2.50", "true"));
        assertThat(json().cells(object)).isEqualTo(cells(object, "", "{", "1"));
    }

    @Test
    void shouldPreferAFieldsOwnNameAndLeaveOutWhatTheDatasetIgnores() {
        assertThat(json().cells("{\"ts\": 1, \"timestamp\": 2, \"colour\": \"red\"}"))
                .isEqualTo(cells(null, "2", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{]", "nonsense", "", "[1]", "{} {}", "{\"value\": NaN}"})
    void shouldKeepTheRawTextOfNonObjects(String raw) {
        assertThat(json().cells(raw)).isEqualTo(cells(raw, "", "", ""));
    }

    @Test
    void shouldReadTheFieldsOfATruncatedObject() {
        String raw = "{\"value\": 1, \"sensor\": \"a\", \"note\": \"xxx";

        assertThat(json().cells(raw)).isEqualTo(cells(raw, "", "a", "1"));
    }

    private static RejectLayout csv(String header, String options) {
        return RejectLayout.of(
                new RejectsPage(FileSummaries.partial("f"), header, options, 0, List.of(), null), Datasets.shipped());
    }

    private static RejectLayout json() {
        return RejectLayout.of(Rejects.ofJson(FileSummaries.file("f", FileStatus.PARTIAL)), Datasets.shipped());
    }

    private static RejectLayout.Cells cells(String extra, String... cells) {
        return new RejectLayout.Cells(List.of(cells), extra);
    }
}
