package dev.sluice.cli.option;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that query a running Sluice. */
public final class ServerOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = UrlArgument.class,
            defaultValue = "http://localhost:8080",
            description = "The URL of Sluice. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://localhost:8080");

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(names = "--json", description = "Print the answer as JSON, and nothing else, on stdout.")
    private boolean json;

    public SluiceClient client() {
        return new SluiceClient(
                ClientSettings.of(url).withPatience(PATIENCE).withKey(key.key()).withTrust(trust.trust()));
    }

    public boolean json() {
        return json;
    }
}
