package dev.sluice.chaos.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.report.ProbeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnavailabilityTest {
    private long nanos;
    private final Unavailability unavailability = new Unavailability(() -> nanos);

    @Test
    void shouldReportTheLongestUnavailabilityAfterEachFault() {
        unavailability.answered(ProbeKind.ENDED_FILE, "0");
        unavailability.answered(ProbeKind.ENDED_FILE, "1");
        at(1.0);
        unavailability.answered(ProbeKind.ENDED_FILE, "0");
        unavailability.answered(ProbeKind.ENDED_FILE, "1");
        at(1.2);
        unavailability.begin("aggregator killed");
        at(2.0);
        unavailability.answered(ProbeKind.ENDED_FILE, "0");
        at(4.5);
        unavailability.answered(ProbeKind.ENDED_FILE, "1");
        at(4.7);
        unavailability.answered(ProbeKind.ENDED_FILE, "0");

        assertThat(unavailability.all())
                .isEqualTo(Map.of("aggregator killed", Map.of(ProbeKind.ENDED_FILE, List.of(3.5))));
    }

    @Test
    void shouldAttributeAnOutageToTheFaultAtItsStart() {
        unavailability.answered(ProbeKind.ROWS, "0");
        unavailability.begin("splitter killed");
        at(3.0);
        unavailability.begin("broker killed");
        at(9.0);
        unavailability.answered(ProbeKind.ROWS, "0");
        at(9.1);
        unavailability.answered(ProbeKind.ROWS, "0");

        assertThat(unavailability.all())
                .isEqualTo(Map.of(
                        "splitter killed", Map.of(ProbeKind.ROWS, List.of(9.0)),
                        "broker killed", Map.of(ProbeKind.ROWS, List.of(0.1))));
    }

    @Test
    void shouldReportEachOccurrenceOfAFault() {
        for (double second = 0; second < 2; second++) {
            at(second);
            unavailability.answered(ProbeKind.UPLOAD, "");
            unavailability.begin("gateway killed");
            at(second + 0.25);
            unavailability.answered(ProbeKind.UPLOAD, "");
        }

        assertThat(unavailability.all())
                .isEqualTo(Map.of("gateway killed", Map.of(ProbeKind.UPLOAD, List.of(0.75, 0.25))));
    }

    @Test
    void shouldNotCountTheTimeBeforeTheFirstFaultAsAnOutage() {
        unavailability.answered(ProbeKind.UPLOAD, "");
        at(60);
        unavailability.answered(ProbeKind.UPLOAD, "");
        unavailability.begin("gateway killed");

        assertThat(unavailability.all()).isEqualTo(Map.of("gateway killed", Map.of()));
    }

    private void at(double seconds) {
        nanos = Duration.ofMillis((long) (seconds * 1_000)).toNanos();
    }
}
