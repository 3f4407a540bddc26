package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.ProposalQuery;
import dev.sluice.gateway.request.Query;
import dev.sluice.runtime.admission.Bodies;
import dev.sluice.tabular.infer.DatasetInference;
import dev.sluice.tabular.infer.NoProposalException;
import dev.sluice.tabular.infer.SampleText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code POST /datasets/proposal}: a dataset document for a file that fits no dataset. Nothing is stored. */
@RestController
public final class ProposalController {
    /** What is read of a body, decompressed: some thousand rows. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_ROWS = 1_000;

    private final Bodies bodies;
    private final RequestLimit limit;
    private final GatewayMetrics metrics;

    ProposalController(Bodies bodies, @Qualifier("gatewayProposalLimit") RequestLimit limit, GatewayMetrics metrics) {
        this.bodies = bodies;
        this.limit = limit;
        this.metrics = metrics;
    }

    @PostMapping("/datasets/proposal")
    DeferredResult<ResponseEntity<DatasetProposal>> propose(HttpServletRequest request) {
        return bodies.receive(request, limit, this::receive);
    }

    private ResponseEntity<DatasetProposal> receive(HttpServletRequest request) throws IOException {
        ProposalQuery query = ProposalQuery.read(new Query(request.getQueryString()));
        String name = DatasetInference.nameOf(query.filename());
        try {
            SampleText text = SampleText.read(request.getInputStream(), MAX_BYTES, query.charset());
            DatasetProposal proposal =
                    DatasetProposal.of(DatasetInference.propose(text, name, MAX_ROWS, query.options()));
            metrics.proposed();
            return ResponseEntity.ok(proposal);
        } catch (NoProposalException e) {
            throw new RefusedException(Problem.NO_PROPOSAL, String.valueOf(e.getMessage()), e);
        }
    }
}
