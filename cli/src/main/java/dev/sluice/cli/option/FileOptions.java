package dev.sluice.cli.option;

import dev.sluice.client.SluiceClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options of all commands that ask for one file. */
public final class FileOptions {
    @Parameters(paramLabel = "ID", description = "The file's id, from the response to the upload.")
    private String id = "";

    @Mixin
    private ServerOptions server = new ServerOptions();

    public String id() {
        return id;
    }

    public SluiceClient client() {
        return server.client();
    }

    public boolean json() {
        return server.json();
    }
}
