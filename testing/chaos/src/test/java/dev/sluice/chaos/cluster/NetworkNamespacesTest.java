package dev.sluice.chaos.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the machine allows it. */
class NetworkNamespacesTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void shouldDropOnlyPacketsBetweenDisconnectedProcesses() throws IOException {
        try (CleanUp cleanUp = new CleanUp()) {
            NetworkNamespaces network = create(cleanUp);
            network.cutOffFrom("a", List.of("b"));

            assertThat(neighbours(network, "a")).contains(network.host("b")).contains("PERMANENT");
            assertThat(neighbours(network, "a")).doesNotContain(network.host("c"));
            assertThat(neighbours(network, "b")).doesNotContain("PERMANENT");

            network.reconnect("a");
            assertThat(neighbours(network, "a")).doesNotContain("PERMANENT");
        }
    }

    @Test
    void shouldRemoveAllNamespacesOnceAndAddNoneAfterwards() throws IOException {
        CleanUp cleanUp = new CleanUp();
        NetworkNamespaces network = create(cleanUp);
        String name = network.command("a", List.of()).get(3);
        assertThat(namespaces()).contains(name);

        cleanUp.close();
        network.close();

        assertThat(namespaces()).doesNotContain(name);
        assertThatThrownBy(() -> NetworkNamespaces.create(NAMES, cleanUp)).isInstanceOf(IllegalStateException.class);
        assertThat(namespaces()).doesNotContain(name);
    }

    private static String namespaces() throws IOException {
        Process listing = new ProcessBuilder("ip", "netns", "list").start();
        return new String(listing.getInputStream().readAllBytes(), UTF_8);
    }

    private static String neighbours(NetworkNamespaces network, String process) throws IOException {
        Process listing = new ProcessBuilder(network.command(process, List.of("ip", "neigh", "show", "nud", "all")))
                .redirectErrorStream(true)
                .start();
        return new String(listing.getInputStream().readAllBytes(), UTF_8);
    }

    private static NetworkNamespaces create(CleanUp cleanUp) {
        try {
            return NetworkNamespaces.create(NAMES, cleanUp);
        } catch (IOException e) {
            return abort("no network can be set up here: " + e.getMessage());
        }
    }
}
