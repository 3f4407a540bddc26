package dev.sluice.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.cluster.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final Duration LONG = Duration.ofMinutes(60);

    @Test
    void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(FaultPlan.of(7, LONG, null, ALL)).isEqualTo(FaultPlan.of(7, LONG, null, ALL));
        assertThat(FaultPlan.of(7, LONG, null, ALL)).isNotEqualTo(FaultPlan.of(8, LONG, null, ALL));
    }

    @Test
    void shouldHaveEveryKindAndMoreThanAHundredKillsInAnHour() {
        List<Fault> plan = FaultPlan.of(7, LONG, null, ALL);

        assertThat(plan).extracting(Fault::kind).containsAll(ALL);
        assertThat(plan).extracting(Fault::role).contains(Role.values());
        assertThat(plan)
                .extracting(Fault::hold)
                .contains(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(70));
        assertThat(plan.stream().filter(fault -> fault.kind().kills())).hasSizeGreaterThan(100);
        assertThat(ofStateful(plan, FaultKind.KILL_AND_WIPE)
                        * 3.0
                        / (ofStateful(plan, FaultKind.KILL) + ofStateful(plan, FaultKind.KILL_AND_WIPE)))
                .isBetween(0.8, 1.2);
    }

    @Test
    void shouldHaveAHundredKillsInHalfAnHour() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Fault> plan = FaultPlan.of(seed, Duration.ofMinutes(30), null, ALL);

            assertThat(FaultPlan.kills(plan)).isGreaterThanOrEqualTo(100);
            assertThat(plan).extracting(Fault::kind).containsAll(ALL);
        }
    }

    @Test
    void shouldStartWithTheFaultsRequiredOfAShortRun() {
        List<Fault> plan = FaultPlan.of(7, Duration.ofMinutes(2), null, ALL);

        assertThat(plan)
                .extracting(fault -> fault.kind() + " " + fault.role())
                .contains("KILL_AND_WIPE AGGREGATOR", "KILL SPLITTER", "KILL BROKER", "PAUSE SPLITTER");
    }

    @Test
    void shouldOmitUnsupportedFaults() {
        assertThat(FaultPlan.of(7, LONG, null, EnumSet.of(FaultKind.KILL)))
                .isNotEmpty()
                .allMatch(fault -> fault.kind() == FaultKind.KILL);
    }

    @Test
    void shouldEndAllFaultsInTimeAndNotOverlapThemInOneRole() {
        List<Fault> plan = FaultPlan.of(7, LONG, null, ALL);

        assertThat(plan).allMatch(fault -> fault.end().compareTo(LONG) <= 0);
        for (Fault fault : plan) {
            assertThat(plan)
                    .filteredOn(other -> other != fault && other.role() == fault.role())
                    .noneMatch(other ->
                            other.at().compareTo(fault.end()) <= 0 && fault.at().compareTo(other.end()) <= 0);
        }
    }

    @Test
    void shouldHaveOneFaultAtATimeWithARest() {
        Duration rest = Duration.ofSeconds(20);
        List<Fault> plan = FaultPlan.of(7, LONG, rest, ALL);

        assertThat(plan).extracting(Fault::kind).containsAll(ALL);
        for (int i = 1; i < plan.size(); i++) {
            assertThat(plan.get(i).at())
                    .isGreaterThanOrEqualTo(plan.get(i - 1).end().plus(rest));
        }
    }

    private static long ofStateful(List<Fault> plan, FaultKind kind) {
        return plan.stream()
                .filter(fault -> fault.kind() == kind)
                .filter(fault -> fault.role() == Role.SPLITTER || fault.role() == Role.AGGREGATOR)
                .count();
    }
}
