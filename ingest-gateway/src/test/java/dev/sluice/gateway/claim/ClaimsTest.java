package dev.sluice.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.claim.Decision.Verdict;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final Position END = new Position("file-results", 0, 7);

    private final Claims claims = new Claims(1_000, Duration.ofMillis(100));

    @Test
    void shouldGrantTheFirstOfTheSameContent() {
        assertThat(make("a", null, "x", true)).isEqualTo(Decision.GRANTED);
        assertThat(make("b", null, "x", true)).isEqualTo(new Decision(Verdict.DUPLICATE, "a"));
        assertThat(make("c", null, "y", true)).isEqualTo(Decision.GRANTED);
        assertThat(make("d", null, "x", false)).as("duplicates allowed").isEqualTo(Decision.GRANTED);
    }

    @Test
    void shouldGrantTheFirstOfTheSameKey() {
        assertThat(make("a", "k", "x", true)).isEqualTo(Decision.GRANTED);
        assertThat(make("b", "k", "x", true)).isEqualTo(new Decision(Verdict.REPEAT, "a"));
        assertThat(make("c", "k", "y", false)).isEqualTo(new Decision(Verdict.CONFLICT, "a"));
        assertThat(make("d", "l", "x", true)).isEqualTo(new Decision(Verdict.DUPLICATE, "a"));
    }

    @Test
    void shouldKeepClientsApart() {
        make("a", "k", "x", true);

        assertThat(claims.read(new ClaimMade("b", "other", "k", "x", true), 0)).contains(Decision.GRANTED);
    }

    @Test
    void shouldGrantAgainAfterARelease() {
        make("a", "k", "x", true);
        claims.read(new ClaimReleased("a", null), 0);

        assertThat(make("b", "k", "y", true)).isEqualTo(Decision.GRANTED);
        assertThat(make("c", null, "x", true)).isEqualTo(Decision.GRANTED);
    }

    @Test
    void shouldRefuseForTheNextFileOfTheSameContentAfterARelease() {
        make("a", null, "x", false);
        make("b", null, "x", false);
        make("c", null, "x", false);
        claims.read(new ClaimReleased("a", null), 0);

        assertThat(make("d", null, "x", true)).isEqualTo(new Decision(Verdict.DUPLICATE, "b"));
    }

    @Test
    void shouldNotLeaveAnythingOfARefusedClaim() {
        make("a", null, "x", true);
        make("b", "k", "x", true);

        assertThat(make("c", "k", "y", true)).isEqualTo(Decision.GRANTED);
        assertThat(claims.isLive("b")).isFalse();
    }

    @Test
    void shouldBePendingUntilItIsConfirmed() {
        make("a", null, "x", true);
        assertThat(claims.isPending("a")).isTrue();
        assertThat(claims.status("a")).isEmpty();

        claims.read(new ClaimConfirmed("a", "pending", null), 0);
        assertThat(claims.isPending("a")).isFalse();
        assertThat(claims.pending()).isZero();

        claims.read(new ClaimConfirmed("a", "partial", END), 0);
        claims.read(new ClaimConfirmed("a", "pending", null), 0);
        assertThat(claims.status("a")).contains("partial");
    }

    @Test
    void shouldForgetClaimsThatAreTooOldByTheLogsClock() {
        claims.read(new ClaimMade("a", "", null, "x", true), 1_000);

        assertThat(claims.read(new ClaimMade("b", "", null, "x", true), 1_100))
                .isNotEqualTo(Optional.of(Decision.GRANTED));
        assertThat(claims.read(new ClaimMade("c", "", null, "x", true), 1_101)).contains(Decision.GRANTED);
    }

    @Test
    void shouldGiveUpTheOldestOfTooMany() {
        Claims few = new Claims(2, Duration.ofDays(1));
        few.read(new ClaimMade("a", "", null, "x", true), 0);
        few.read(new ClaimMade("b", "", null, "y", true), 0);
        few.read(new ClaimMade("c", "", null, "z", true), 0);

        assertThat(few.live()).isEqualTo(2);
        assertThat(few.isLive("a")).isFalse();
        assertThat(few.pending()).isEqualTo(2);
    }

    /** Any records in any order, as several gateways write them, also those that no gateway should write. */
    @Test
    void shouldDecideAsASimpleModelDoes() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            int max = 1 + random.nextInt(12);
            int kept = 1 + random.nextInt(60);
            Claims tested = new Claims(max, Duration.ofMillis(kept));
            Model model = new Model(max, kept);
            long time = 0;
            for (int i = 0; i < 150; i++) {
                // Leaders' clocks differ.
                time += random.nextInt(4) - (random.nextInt(5) == 0 ? 3 : 0);
                UploadClaim record = random(random);

                assertThat(tested.read(record, time))
                        .as("seed %d, record %d: %s", seed, i, record)
                        .isEqualTo(model.read(record, time));
                assertThat(tested.live()).isEqualTo(model.live.size());
                assertThat(tested.pending()).isEqualTo((int)
                        model.live.stream().filter(one -> one.status == null).count());
                assertThat(tested.status(record.fileId())).isEqualTo(model.status(record.fileId()));
            }
        }
    }

    private Decision make(String fileId, @Nullable String key, String content, boolean refuse) {
        return claims.read(new ClaimMade(fileId, "", key, content, refuse), 0).orElseThrow();
    }

    private static UploadClaim random(Random random) {
        String file = "f" + random.nextInt(12);
        return switch (random.nextInt(6)) {
            case 0 -> new ClaimReleased(file, null);
            case 1 -> new ClaimConfirmed(file, "pending", null);
            case 2 -> new ClaimConfirmed(file, "processed", END);
            default ->
                new ClaimMade(
                        file,
                        "c" + random.nextInt(2),
                        random.nextBoolean() ? null : "k" + random.nextInt(3),
                        "x" + random.nextInt(3),
                        random.nextInt(3) > 0);
        };
    }

    /** Looks through all live claims each time. */
    private static final class Model {
        private final int max;
        private final long kept;
        private final List<One> live = new ArrayList<>();
        private long latest = Long.MIN_VALUE;

        private static final class One {
            private final ClaimMade made;
            private final long time;
            private @Nullable String status;

            One(ClaimMade made, long time) {
                this.made = made;
                this.time = time;
            }
        }

        Model(int max, long kept) {
            this.max = max;
            this.kept = kept;
        }

        Optional<Decision> read(UploadClaim record, long time) {
            latest = Math.max(latest, time);
            while (!live.isEmpty() && live.get(0).time < latest - kept) {
                live.remove(0);
            }
            if (record instanceof ClaimMade made) {
                return Optional.of(decide(made));
            }
            for (One one : List.copyOf(live)) {
                if (one.made.fileId().equals(record.fileId())) {
                    if (record instanceof ClaimReleased) {
                        live.remove(one);
                    } else if (record instanceof ClaimConfirmed confirmed
                            && (one.status == null || confirmed.from() != null)) {
                        one.status = confirmed.status();
                    }
                }
            }
            return Optional.empty();
        }

        private Decision decide(ClaimMade made) {
            if (live.stream().anyMatch(one -> one.made.fileId().equals(made.fileId()))) {
                return Decision.GRANTED;
            }
            for (One one : live) {
                if (one.made.client().equals(made.client())
                        && made.idempotencyKey() != null
                        && made.idempotencyKey().equals(one.made.idempotencyKey())) {
                    boolean same = one.made.content().equals(made.content());
                    return new Decision(same ? Verdict.REPEAT : Verdict.CONFLICT, one.made.fileId());
                }
            }
            for (One one : live) {
                if (made.refuseDuplicates()
                        && one.made.client().equals(made.client())
                        && one.made.content().equals(made.content())) {
                    return new Decision(Verdict.DUPLICATE, one.made.fileId());
                }
            }
            if (live.size() == max) {
                live.remove(0);
            }
            live.add(new One(made, latest));
            return Decision.GRANTED;
        }

        Optional<String> status(String fileId) {
            return live.stream()
                    .filter(one -> one.made.fileId().equals(fileId))
                    .findFirst()
                    .map(one -> one.status);
        }
    }
}
