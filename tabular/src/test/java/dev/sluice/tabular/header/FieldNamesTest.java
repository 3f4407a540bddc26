package dev.sluice.tabular.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
    private final FieldNames names =
            new FieldNames(Datasets.shipped().find("song-plays").orElseThrow());

    @ParameterizedTest
    @CsvSource({
        "Song, Song",
        "SONG, Song",
        "' song', Song",
        "number_of-plays, Number of Plays",
        "NumberOfPlays, Number of Plays",
        "'number\u00a0of\u2003plays', Number of Plays"
    })
    void shouldFindAFieldByItsName(String name, String field) {
        assertThat(names.byOwnName(name)).map(Field::name).contains(field);
        assertThat(names.byAlias(name)).isEmpty();
    }

    @Test
    void shouldFindAFieldByItsAliases() {
        assertThat(names.byAlias("play_count")).map(Field::name).contains("Number of Plays");
        assertThat(names.byOwnName("play_count")).isEmpty();
    }

    @Test
    void shouldFindNothingElse() {
        assertThat(names.byOwnName("Songs")).isEmpty();
        assertThat(names.byAlias("Songs")).isEmpty();
        assertThat(names.byOwnName("")).isEmpty();
        assertThat(names.byOwnName(" _-")).isEmpty();
    }
}
