package dev.sluice.aggregator;

import static dev.sluice.aggregator.QueryResponses.json;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells who owns which partition, for results-api only. */
@RestController
final class OwnershipController {
    private final InstanceOwnership ownership;

    OwnershipController(InstanceOwnership ownership) {
        this.ownership = ownership;
    }

    @GetMapping("/internal/ownership")
    ResponseEntity<?> ownership() {
        return json(ownership.ownership());
    }
}
