package dev.sluice.gateway.web;

import static dev.sluice.gateway.web.RunningGateway.json;
import static dev.sluice.gateway.web.RunningGateway.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Gzip;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProposalHttpTest {
    private static final String GREENHOUSE = """
            When;Bed;Moisture %
            01.05.2026 06:00;north;41,5
            01.05.2026 06:00;south;39,0
            13.05.2026 07:00;north;40,8
            13.05.2026 07:00;south;38,9
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void shouldPublishNothing() {
        assertThat(gateway.log().story()).isEmpty();
    }

    @Test
    void shouldProposeADocumentThatCompiles() throws Exception {
        JsonNode proposal = json(propose("?filename=Green%20house.csv", GREENHOUSE.getBytes(UTF_8)));

        assertThat(proposal.get("dataset").asString()).isEqualTo("green-house");
        Dataset dataset = DocumentReader.read(proposal.get("document").toString(), new DocumentFaults("proposal"));
        assertThat(dataset.measure().name()).isEqualTo("Moisture %");
        assertThat(proposal.at("/document/sluice/groupBy").asString()).isEqualTo("Bed");
        assertThat(proposal.get("fields")).hasSize(3);
        assertThat(proposal.get("valid_rows").asLong()).isEqualTo(4);
        assertThat(proposal.get("invalid_rows").asLong()).isZero();
    }

    @Test
    void shouldProposeForACompressedFileAndALongOne() throws Exception {
        assertThat(json(propose("", Gzip.of(GREENHOUSE.getBytes(UTF_8))))
                        .get("dataset")
                        .asString())
                .isEqualTo("inferred");
        String row = "13.05.2026 07:00;north;40,8\n";
        byte[] beyond = (GREENHOUSE + row.repeat(2 * ProposalController.MAX_BYTES / row.length())).getBytes(UTF_8);
        assertThat(json(propose("", beyond)).get("valid_rows").asLong()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 'expected rows of CSV, found only blank lines or an empty file'",
                "'a\n\u0000\n', expected",
                "'PK\u0003\u0004', 'expected text, found a zip archive'",
                "'name,colour\na,red\nb,blue\n', ''",
            })
    void shouldSayWhyThereIsNone(String file, String why) throws Exception {
        byte[] bytes = file == null ? new byte[] {10} : file.getBytes(UTF_8);

        JsonNode problem = refused(propose("", bytes), 422, "no-proposal");

        assertThat(problem.get("detail").asString()).contains(why);
    }

    @Test
    void shouldTakeWhatTheClientKnowsOfTheFile() throws Exception {
        String file =
                "site: Höhe 3\n# by hand\n" + GREENHOUSE.replace("Bed", "Höhe").replace(';', '!');
        byte[] bytes = file.getBytes(ISO_8859_1);

        JsonNode proposal = json(propose("?charset=latin1&delimiter=!&skip=1&comment=%23", bytes));

        assertThat(proposal.at("/document/sluice/groupBy").asString()).isEqualTo("Höhe");
        assertThat(proposal.get("valid_rows").asLong()).isEqualTo(4);
        assertThat(proposal.at("/parameters/skip").asString()).isEqualTo("1");
        refused(propose("?charset=none", bytes), 422, "unknown-charset");
        refused(propose("?skip=many", bytes), 422, "bad-options");
    }

    @Test
    void shouldRefuseUnknownParameters() throws Exception {
        refused(propose("?rows=5", GREENHOUSE.getBytes(UTF_8)), 400, "bad-query");
    }

    private static HttpResponse<String> propose(String query, byte[] body) throws Exception {
        return gateway.send(gateway.request("/datasets/proposal" + query)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
