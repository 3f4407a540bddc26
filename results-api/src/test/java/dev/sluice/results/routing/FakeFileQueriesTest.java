package dev.sluice.results.routing;

import dev.sluice.schemas.query.FileQueries;

/** So that tests with the fake mean something. */
class FakeFileQueriesTest extends FileQueriesContract {
    @Override
    FileQueries queries() {
        return files;
    }
}
