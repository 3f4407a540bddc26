package dev.sluice.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private long nanos;
    private final Outages outages = new Outages(() -> nanos);

    @Test
    void shouldTellTheLongestSilenceAfterEachFaultWhoeverWasAskedAbout() {
        outages.answered(Want.ENDED_FILE, "0");
        outages.answered(Want.ENDED_FILE, "1");
        at(1.0);
        outages.answered(Want.ENDED_FILE, "0");
        outages.answered(Want.ENDED_FILE, "1");
        at(1.2);
        outages.begin("aggregator killed");
        at(2.0);
        outages.answered(Want.ENDED_FILE, "0");
        at(4.5);
        outages.answered(Want.ENDED_FILE, "1");
        at(4.7);
        outages.answered(Want.ENDED_FILE, "0");

        assertThat(outages.all()).isEqualTo(Map.of("aggregator killed", Map.of(Want.ENDED_FILE, List.of(3.5))));
    }

    @Test
    void shouldBlameTheFaultThatWasThereWhenTheSilenceBegan() {
        outages.answered(Want.ROWS, "0");
        outages.begin("splitter killed");
        at(3.0);
        outages.begin("broker killed");
        at(9.0);
        outages.answered(Want.ROWS, "0");
        at(9.1);
        outages.answered(Want.ROWS, "0");

        assertThat(outages.all())
                .isEqualTo(Map.of(
                        "splitter killed", Map.of(Want.ROWS, List.of(9.0)),
                        "broker killed", Map.of(Want.ROWS, List.of(0.1))));
    }

    @Test
    void shouldTellEachTimeThatAFaultCame() {
        for (double second = 0; second < 2; second++) {
            at(second);
            outages.answered(Want.UPLOAD, "");
            outages.begin("gateway killed");
            at(second + 0.25);
            outages.answered(Want.UPLOAD, "");
        }

        assertThat(outages.all()).isEqualTo(Map.of("gateway killed", Map.of(Want.UPLOAD, List.of(0.75, 0.25))));
    }

    @Test
    void shouldNotTakeTheTimeBeforeTheFirstFaultForAnOutage() {
        outages.answered(Want.UPLOAD, "");
        at(60);
        outages.answered(Want.UPLOAD, "");
        outages.begin("gateway killed");

        assertThat(outages.all()).isEqualTo(Map.of("gateway killed", Map.of()));
    }

    private void at(double seconds) {
        nanos = Duration.ofMillis((long) (seconds * 1_000)).toNanos();
    }
}
