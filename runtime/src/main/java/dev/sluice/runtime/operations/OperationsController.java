package dev.sluice.runtime.operations;

import dev.sluice.runtime.http.AuditEntry;
import dev.sluice.runtime.http.ProblemDocument;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /operations/audit}, {@code GET /operations/refusals} and {@code GET /operations/quotas}. */
@RestController
public final class OperationsController {
    private static final int DEFAULT_ENTRIES = 100;
    private static final int MAX_ENTRIES = 1_000;

    private final Instance instance;
    private final AuditTrail trail;
    private final RefusalCounts refusals;
    private final ObjectProvider<QuotaUse.Source> quotas;

    /** @param quotas none without access control */
    OperationsController(
            Instance instance, AuditTrail trail, RefusalCounts refusals, ObjectProvider<QuotaUse.Source> quotas) {
        this.instance = instance;
        this.trail = trail;
        this.refusals = refusals;
        this.quotas = quotas;
    }

    /**
     * The instance that answers.
     *
     * @param host its host
     * @param since when it started
     */
    record Instance(String host, Instant since) {
        String name(HttpServletRequest request) {
            return host + ":" + request.getLocalPort();
        }
    }

    record AuditDocument(String instance, Instant since, List<AuditEntry> entries) {}

    record RefusalsDocument(String instance, Instant since, List<RefusalCounts.Refused> refusals) {}

    record QuotasDocument(String instance, Instant since, List<QuotaUse> quotas) {}

    /** Without a media type, so that a problem has its own. */
    @GetMapping("/operations/audit")
    ResponseEntity<?> audit(HttpServletRequest request, @RequestParam(required = false) @Nullable String limit) {
        int max = DEFAULT_ENTRIES;
        if (limit != null && !limit.isEmpty()) {
            if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MAX_ENTRIES) {
                return new ProblemDocument(
                                400,
                                "invalid-limit",
                                "Invalid limit",
                                "expected a whole number from 1 to " + MAX_ENTRIES + " as limit, found another text")
                        .response();
            }
            max = Integer.parseInt(limit);
        }
        return ResponseEntity.ok(new AuditDocument(instance.name(request), instance.since, trail.newest(max)));
    }

    @GetMapping(path = "/operations/refusals", produces = "application/json")
    RefusalsDocument refusals(HttpServletRequest request) {
        return new RefusalsDocument(instance.name(request), instance.since, refusals.counts());
    }

    @GetMapping(path = "/operations/quotas", produces = "application/json")
    QuotasDocument quotas(HttpServletRequest request) {
        return new QuotasDocument(
                instance.name(request),
                instance.since,
                quotas.stream().flatMap(each -> each.uses().stream()).toList());
    }
}
