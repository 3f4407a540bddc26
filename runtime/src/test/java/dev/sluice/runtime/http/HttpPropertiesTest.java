package dev.sluice.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPropertiesTest {
    @Test
    void shouldReadNames() {
        Settings settings = new Settings(Map.of("http.allowed-hosts", "aggregator , *.svc.cluster.local"))
                .verify(HttpProperties::read);

        assertThat(HttpProperties.read(settings).allowedHosts()).containsExactly("aggregator", "*.svc.cluster.local");
        assertThat(HttpProperties.read(settings).trustForwardedFor()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "http://aggregator", "aggregator:8082", "a,,b", "*.", "a.*.b"})
    void shouldRefuseInvalidNames(String names) {
        Settings settings = new Settings(Map.of("http.allowed-hosts", names));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings.verify(HttpProperties::read));
    }
}
