package dev.sluice.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private final HostNames names = new HostNames(List.of("aggregator", "Sluice.example.com", "*.svc.cluster.local"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8080",
                "10.1.2.3:80",
                "[::1]",
                "[::1]:8080",
                "[fe80::1:2]:8081",
                "[::ffff:10.0.0.1]",
                "localhost",
                "LOCALHOST:8080",
                "localhost.:8080",
                "sluice.localhost:8080",
                "aggregator:8082",
                "sluice.example.com",
                "SLUICE.example.com.:443",
                "results-api.sluice.svc.cluster.local:8081"
            })
    void shouldAllow(String host) {
        assertThat(names.allow(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "notlocalhost",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:8080",
                "2130706433",
                "0x7f.1",
                "other.sluice.example.com",
                "svc.cluster.local",
                "evilsvc.cluster.local",
                "aggregator:8082:1",
                "aggregator:port",
                "[::1",
                "[evil]",
                "localhost@evil.example",
                "localhost, evil.example",
                ""
            })
    void shouldRefuse(String host) {
        assertThat(names.allow(host)).isFalse();
    }

    @Test
    void shouldAllowARequestWithoutAHost() {
        assertThat(names.allow(null)).isTrue();
    }

    @Test
    void shouldKnowTheMachinesOwnName() {
        HostNames own = new HostNames(OwnHost.ofMachine());

        assertThat(OwnHost.ofMachine()).allMatch(own::allow);
    }
}
