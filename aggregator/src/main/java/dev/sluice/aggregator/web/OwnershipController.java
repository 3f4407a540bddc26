package dev.sluice.aggregator.web;

import static dev.sluice.aggregator.web.QueryResponses.json;

import dev.sluice.aggregator.ownership.InstanceOwnership;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the ownership of partitions, for results-api only. */
@RestController
public final class OwnershipController {
    private final InstanceOwnership ownership;

    public OwnershipController(InstanceOwnership ownership) {
        this.ownership = ownership;
    }

    @GetMapping("/internal/ownership")
    public ResponseEntity<?> ownership() {
        return json(ownership.ownership());
    }
}
