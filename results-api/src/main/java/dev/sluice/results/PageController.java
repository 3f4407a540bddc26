package dev.sluice.results;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the web page, which is static, has to be told. No part of the API. */
@RestController
@Hidden
final class PageController {
    static final String PATH = "/page/settings.json";

    private final ResultsProperties properties;

    PageController(ResultsProperties properties) {
        this.properties = properties;
    }

    @GetMapping(path = PATH, produces = "application/json")
    PageSettings settings() {
        return new PageSettings(properties.uploadUrl());
    }

    /** @param uploadUrl where a gateway is, without a slash at its end; empty if it is where the page comes from */
    record PageSettings(String uploadUrl) {}
}
