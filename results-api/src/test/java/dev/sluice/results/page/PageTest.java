package dev.sluice.results.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.ResultsServer;
import dev.sluice.results.routing.StubAggregator;
import dev.sluice.schemas.message.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the web page is served; what it does is tried in a browser by {@code PageIT}. */
class PageTest {
    private static StubAggregator aggregator;
    private static ResultsServer server;

    @BeforeAll
    static void start() throws Exception {
        aggregator = new StubAggregator(new FakeFileQueries());
        server = ResultsServer.alone(aggregator.url(), "sluice.results.upload-url=https://upload.example.com:8443/in/");
    }

    @AfterAll
    static void stop() {
        server.close();
        aggregator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/page/page.js, text/javascript",
        "/page/page.css, text/css",
        "/page/icon.svg, image/svg+xml",
        "/page/vendor/uPlot.esm.js, text/javascript"
    })
    void shouldServeThePageUnderAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(found -> assertThat(found).startsWith(type));
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                        .contains("connect-src 'self' https://upload.example.com:8443;")
                        .doesNotContain("unsafe"));
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void shouldServeTheUploadUrlToThePage() throws Exception {
        assertThat(Json.MAPPER
                        .readTree(server.get("/page/settings.json").body())
                        .path("upload_url")
                        .asString())
                .isEqualTo("https://upload.example.com:8443/in");
    }

    @Test
    void shouldForbidAllContentInDataResponses() throws Exception {
        assertThat(server.get("/status/none").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none';").doesNotContain("self"));
    }

    @Test
    void shouldNotBeInTheApiDocument() throws Exception {
        assertThat(server.get("/openapi.json").body()).doesNotContain("/page/");
    }
}
