package dev.sluice.standalone;

import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What all commands have that ask a Sluice which runs already. */
final class ServerOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = UrlArgument.class,
            defaultValue = "http://localhost:8080",
            description = "Where Sluice runs. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--json", description = "Print the answer as JSON, and nothing else, on stdout.")
    private boolean json;

    SluiceClient client() {
        return new SluiceClient(url, PATIENCE);
    }

    boolean json() {
        return json;
    }
}
