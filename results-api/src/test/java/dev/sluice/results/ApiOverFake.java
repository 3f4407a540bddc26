package dev.sluice.results;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the API share: a server over a fake, which knows nothing before each test. */
public abstract class ApiOverFake {
    protected static ResultsServer server;
    protected static FakeFileQueries files;

    @BeforeAll
    static void start() {
        server = ResultsServer.overFake();
        files = server.bean(FakeFileQueries.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        files.clear();
    }
}
