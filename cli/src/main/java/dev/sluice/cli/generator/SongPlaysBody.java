package dev.sluice.cli.generator;

import java.time.LocalDate;

/** A file of song plays: how often a song was played on a day, in several rows; with rejects of four kinds. */
final class SongPlaysBody extends GeneratedBody {
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH.plusDays(START / 86_400);
    private static final int DAYS = 30;
    private static final int MAX_PLAYS = 10_000;

    private static final byte[] SONG = ascii("Song ");
    private static final byte[] NO_SONG = ascii(",2026-01-01,1\n");
    private static final byte[] NO_DAY = ascii("Song 0,someday,1\n");
    private static final byte[] NO_NUMBER = ascii("Song 0,2026-01-01,many\n");
    private static final byte[] NEGATIVE = ascii("Song 0,2026-01-01,-1\n");

    SongPlaysBody(FileRecipe recipe) {
        super(
                recipe,
                "Song,Date,Number of Plays",
                new Expected(recipe.series(), series -> "Song " + series / DAYS + "," + day(series), any -> 0));
    }

    @Override
    void validRow() {
        int series = nextSeries();
        int plays = random.nextInt(MAX_PLAYS);
        expected.addValid(series, 100 * plays);
        text.add(SONG).add(series / DAYS).add(',').add(ascii(day(series))).add(',');
        text.add(plays).add('\n');
    }

    @Override
    void invalidRow() {
        int kind = random.nextInt(4);
        text.add(kind == 0 ? NO_SONG : kind == 1 ? NO_DAY : kind == 2 ? NO_NUMBER : NEGATIVE);
    }

    private static String day(int series) {
        return FIRST_DAY.plusDays(series % DAYS).toString();
    }
}
