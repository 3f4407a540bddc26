package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

/** What the web page, which is static, has to be told, and where else a part of it stands. No part of the API. */
@RestController
final class PageController {
    static final String PATH = "/page/settings.json";
    static final String TOPICS = "/docs/topics";

    private final ResultsProperties properties;

    PageController(ResultsProperties properties) {
        this.properties = properties;
    }

    @GetMapping(path = PATH, produces = "application/json")
    PageSettings settings() {
        return new PageSettings(properties.uploadUrl());
    }

    /** The contract of the topics, readable. */
    @GetMapping(TOPICS)
    ModelAndView topics() {
        return new ModelAndView("forward:/topics.html");
    }

    /** @param uploadUrl where a gateway is, without a slash at its end; empty if it is where the page comes from */
    record PageSettings(String uploadUrl) {}
}
