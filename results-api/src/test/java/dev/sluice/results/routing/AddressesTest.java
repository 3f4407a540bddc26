package dev.sluice.results.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private final Map<String, List<String>> names = new HashMap<>();

    @Test
    void shouldResolveANameToAllItsAddresses() {
        names.put("aggregator", List.of("10.0.0.1", "10.0.0.2", "fd00:0:0:0:0:0:0:3"));
        Addresses addresses = addresses("http://aggregator:8082", "http://other/base");

        assertThat(addresses.now())
                .containsExactly(
                        URI.create("http://10.0.0.1:8082"),
                        URI.create("http://10.0.0.2:8082"),
                        URI.create("http://[fd00:0:0:0:0:0:0:3]:8082"),
                        URI.create("http://other/base"));
    }

    @Test
    void shouldResolveANameAgainAndKeepTheLastAddressesOnFailure() {
        names.put("aggregator", List.of("10.0.0.1", "10.0.0.2"));
        Addresses addresses = addresses("http://aggregator");
        assertThat(addresses.now()).hasSize(2);

        names.clear();
        assertThat(addresses.now()).containsExactly(URI.create("http://10.0.0.1"), URI.create("http://10.0.0.2"));

        names.put("aggregator", List.of("10.0.0.2", "10.0.0.3"));
        assertThat(addresses.now()).containsExactly(URI.create("http://10.0.0.2"), URI.create("http://10.0.0.3"));
    }

    @Test
    void shouldKeepANameWithOneAddress() {
        names.put("aggregator", List.of("10.0.0.1"));

        assertThat(addresses("http://aggregator:8082").now()).containsExactly(URI.create("http://aggregator:8082"));
    }

    /** A certificate is of a name. */
    @Test
    void shouldKeepNamesForHttps() {
        names.put("aggregator", List.of("10.0.0.1", "10.0.0.2"));

        assertThat(addresses("https://aggregator").now()).containsExactly(URI.create("https://aggregator"));
    }

    private Addresses addresses(String... urls) {
        return new Addresses(Arrays.stream(urls).map(URI::create).toList(), this::resolve);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        List<String> literals = names.get(host);
        if (literals == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[literals.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByName(literals.get(i));
        }
        return addresses;
    }
}
