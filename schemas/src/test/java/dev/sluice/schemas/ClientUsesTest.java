package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUse.Amount;
import dev.sluice.schemas.operations.ClientUses;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientUsesTest {
    private static final Instant EARLY = Instant.EPOCH;
    private static final Instant LATE = EARLY.plusSeconds(9);

    @Test
    void shouldAddUpTheSharesOfAllPartitions() {
        Amount one = new Amount(1, 2, 30, 4, 5);
        ClientUses first = ClientUses.of(List.of(new ClientUse("lab", EARLY, one, one)), null);
        ClientUses second = ClientUses.of(
                List.of(
                        new ClientUse("lab", LATE, Amount.NONE, one),
                        new ClientUse("plant", EARLY, one, new Amount(1, 0, 100, 0, 0))),
                EARLY);

        assertThat(ClientUses.merge(List.of(first, second)))
                .isEqualTo(new ClientUses(
                        List.of(
                                new ClientUse("plant", EARLY, one, new Amount(1, 0, 100, 0, 0)),
                                new ClientUse("lab", LATE, one, new Amount(2, 4, 60, 8, 10))),
                        0,
                        EARLY));
        assertThat(ClientUses.merge(List.of())).isEqualTo(new ClientUses(List.of(), 0, null));
    }

    @Test
    void shouldLeaveOutTheSmallestClients() {
        ClientUses uses = ClientUses.of(
                IntStream.range(0, 1_200)
                        .mapToObj(i -> new ClientUse("c" + i, EARLY, Amount.NONE, new Amount(1, 0, i, 0, 0)))
                        .toList(),
                null);

        assertThat(uses.clients()).hasSize(1_000).first().satisfies(use -> assertThat(use.client())
                .isEqualTo("c1199"));
        assertThat(uses.moreClients()).isEqualTo(200);
    }
}
