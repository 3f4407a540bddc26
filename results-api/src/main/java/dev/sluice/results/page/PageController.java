package dev.sluice.results.page;

import dev.sluice.results.settings.ResultsProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

/** Serves the settings of the static web page, and the page about the topics. Neither is part of the API. */
@RestController
public final class PageController {
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

    /** Serves the human-readable contract of the topics. */
    @GetMapping(TOPICS)
    ModelAndView topics() {
        return new ModelAndView("forward:/topics.html");
    }

    /** @param uploadUrl the URL of a gateway, without a trailing slash; empty if it is the page's own server */
    record PageSettings(String uploadUrl) {}
}
