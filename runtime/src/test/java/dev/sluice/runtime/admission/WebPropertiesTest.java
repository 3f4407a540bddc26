package dev.sluice.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebPropertiesTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldOpenNoMoreConnectionsThanTheHeapHasRoomFor() {
        WebProperties properties = WebProperties.read(new Settings(Map.of()));

        assertThat(properties.connectionsWithin(512 * MIB, false)).isEqualTo(5_461);
        assertThat(properties.connectionsWithin(512 * MIB, true)).isEqualTo(2_730);
        assertThat(properties.connectionsWithin(4_096 * MIB, false)).isEqualTo(properties.maxConnections());
    }
}
