package dev.sluice.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.CreationRequest;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.resume.SharedStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.FileClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many resumable uploads may be open: of all clients together, and of each of them. */
class OpenUploadsTest {
    private static final GatewayProperties PROPERTIES = GatewayProperties.read(
            new Settings(Map.of("gateway.resumable.max-open", "5", "gateway.resumable.max-open-per-client", "3")));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private int created;
    private final ResumableUploads uploads = new ResumableUploads(
            new FileLog(
                    new ScriptedLog(PROPERTIES.topics()),
                    PROPERTIES,
                    new GatewayMetrics(new SimpleMeterRegistry()),
                    () -> 0,
                    () -> true),
            UploadClaims.inMemory(10, new ClaimMetrics(new SimpleMeterRegistry())),
            new SharedStates().of("gateway", CLOCK),
            PROPERTIES,
            () -> "file" + ++created,
            CLOCK);

    @Test
    void shouldLeaveUploadsToOtherClients() throws Exception {
        String first = create("lab");
        create("lab");
        create("lab");

        assertThatThrownBy(() -> create("lab"))
                .hasMessageContaining("the client lab has 3 resumable uploads open, which is the limit")
                .extracting(e -> ((RefusedException) e).problem())
                .isEqualTo(Problem.TOO_MANY_OPEN_UPLOADS);
        create("mill");
        uploads.end(first, "lab");
        assertThat(create("lab")).isNotEqualTo(first);
    }

    @Test
    void shouldLimitAllOfThemTogether() throws Exception {
        for (int i = 0; i < 5; i++) {
            create(FileClients.ANONYMOUS);
        }

        assertThatThrownBy(() -> create("lab")).hasMessageContaining("there are 5 resumable uploads open");
    }

    private String create(String client) throws RefusedException {
        CreationRequest creation = new CreationRequest(100, "", new Query("filename=a.csv"), null);
        return uploads.create(creation, new Claimant(client, "", null)).fileId();
    }
}
