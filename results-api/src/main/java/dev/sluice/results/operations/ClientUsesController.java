package dev.sluice.results.operations;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.operations.OperationsQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /operations/clients}. */
@RestController
public final class ClientUsesController {
    private final OperationsQueries queries;
    private final Clock clock = Clock.systemUTC();

    ClientUsesController(OperationsQueries queries) {
        this.queries = queries;
    }

    /** @param asOf the time from which the last day and week are counted back */
    record ClientsDocument(
            Instant asOf,
            List<ClientUse> clients,
            int moreClients,
            @Nullable Instant completeSince) {}

    @GetMapping(path = "/operations/clients", produces = "application/json")
    ClientsDocument clients() {
        Instant now = clock.instant();
        ClientUses uses = Answers.found(queries.clientUses(now), ResultsProblem::internalError);
        return new ClientsDocument(now, uses.clients(), uses.moreClients(), uses.completeSince());
    }
}
