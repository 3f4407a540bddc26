package dev.sluice.standalone;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What all commands have that ask for one file. */
final class AskedFile {
    @Parameters(paramLabel = "ID", description = "The file's id, as the upload's answer names it.")
    private String id = "";

    @Mixin
    private ServerOptions server = new ServerOptions();

    String id() {
        return id;
    }

    SluiceClient client() {
        return server.client();
    }

    boolean json() {
        return server.json();
    }
}
