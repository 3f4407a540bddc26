package dev.sluice.gateway.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
    private static final Position FROM = new Position("file-results", 2, 9);

    private final ClaimBook book = new ClaimBook(100, Duration.ofDays(1));
    private final Outcomes outcomes = new Outcomes(book);

    @Test
    void shouldConfirmAClaimWhoseFileHasEnded() {
        claim("a");

        assertThat(outcomes.read("a", new Outcome("processed"), FROM))
                .contains(new ClaimConfirmed("a", "processed", FROM));
    }

    @Test
    void shouldReleaseAClaimWhoseFileHasFailedOrIsDeleted() {
        claim("a");

        assertThat(outcomes.read("a", new Outcome("failed"), FROM)).contains(new ClaimReleased("a", FROM));
        assertThat(outcomes.read("a", new Outcome(null), FROM)).contains(new ClaimReleased("a", FROM));
    }

    @Test
    void shouldNotSayAgainWhatTheLogHas() {
        claim("a");
        book.read(new ClaimConfirmed("a", "processed", FROM), 0);

        assertThat(outcomes.read("a", new Outcome("processed"), FROM)).isEmpty();
        assertThat(outcomes.read("a", new Outcome(null), FROM)).isPresent();
        assertThat(book.unread("file-results", 2)).isEqualTo(10L);
        assertThat(book.unread("file-results", 1)).isNull();
    }

    @Test
    void shouldRememberAnOutcomeThatIsReadBeforeTheClaim() {
        assertThat(outcomes.read("a", new Outcome("failed"), FROM)).isEmpty();
        claim("a");

        assertThat(outcomes.granted("a")).contains(new ClaimReleased("a", null));
        assertThat(outcomes.granted("a")).isEmpty();
    }

    @Test
    void shouldReadNoMoreOfAResultThanItsStatus() {
        assertThat(Outcome.ofResult("{\"a\":{\"status\":\"x\"},\"status\":\"partial\",\"b\":nonsense".getBytes(UTF_8)))
                .contains(new Outcome("partial"));
        assertThat(Outcome.ofResult(null)).contains(new Outcome(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"status\":7}", "{\"a\":1}", "{\"a\":{", "\u0000"})
    void shouldIgnoreWhatIsNoResult(String value) {
        assertThat(Outcome.ofResult(value.getBytes(UTF_8))).isEmpty();
        assertThat(Outcome.ofDeletion(value.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void shouldReadDeletions() {
        assertThat(Outcome.ofDeletion("{\"type\":\"file_deleted\",\"file_id\":\"a\"}".getBytes(UTF_8)))
                .contains(new Outcome(null));
        assertThat(Outcome.ofDeletion("{\"type\":\"file_expired\",\"file_id\":\"a\"}".getBytes(UTF_8)))
                .isEmpty();
        assertThat(Outcome.ofDeletion(null)).isEmpty();
    }

    private void claim(String fileId) {
        book.read(new ClaimMade(fileId, "", null, fileId, true), 0);
    }
}
