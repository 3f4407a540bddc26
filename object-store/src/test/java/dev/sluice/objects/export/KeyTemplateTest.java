package dev.sluice.objects.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {
    @Test
    void shouldNameTheDayOfTheUpload() {
        KeyTemplate template = KeyTemplate.parse("{dataset}/{yyyy}/{mm}/{dd}/{file_id}");

        assertThat(template.key(file("lab"))).isEqualTo("sensor-readings/2024/03/01/0198c0de-1");
    }

    @Test
    void shouldHaveThePartitionsOfHive() {
        KeyTemplate template = KeyTemplate.parse("lake/client={client}/date={yyyy}-{mm}-{dd}/{file_id}");

        assertThat(template.key(file("lab"))).isEqualTo("lake/client=lab/date=2024-03-01/0198c0de-1");
    }

    @Test
    void shouldLetNoClientLeaveItsPart() {
        KeyTemplate template = KeyTemplate.parse("{client}/{file_id}");

        assertThat(template.key(file("../é/$1"))).isEqualTo("_.____1/0198c0de-1");
        assertThat(template.key(file(null))).isEqualTo("unknown/0198c0de-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{dataset}",
                "{file_id}/",
                "/{file_id}",
                "a//{file_id}",
                "../{file_id}",
                ".hidden/{file_id}",
                "{filename}/{file_id}",
                "{file_id",
                "a}{file_id}",
                "ä/{file_id}",
                "a\n{file_id}"
            })
    void shouldSayWhatATemplateIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyTemplate.parse(text))
                .withMessageStartingWith("expected a key of letters")
                .withMessageEndingWith("found \"" + text + "\"");
    }

    private static FileSummary file(String client) {
        return new FileSummary(
                "0198c0de-1",
                FileStatus.PROCESSED,
                false,
                null,
                "upload",
                "sensor-readings",
                "a.csv",
                client,
                Instant.parse("2024-03-01T23:59:59Z"),
                null,
                null,
                null,
                1,
                1,
                0,
                1,
                null,
                0,
                List.of(),
                new FileSummary.Progress(1, 1, true, 1, 1, 1));
    }
}
