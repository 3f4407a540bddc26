package dev.sluice.runtime.api;

import dev.sluice.schemas.document.ContractDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code GET /openapi.json} and the way to the page that shows it, {@code GET /docs}. */
@RestController
final class ApiController {
    private final RequestMappingHandlerMapping mappings;
    private volatile @Nullable String document;

    ApiController(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String document() {
        String made = document;
        if (made == null) {
            made = ServedApi.of(
                            ContractDocument.OPENAPI.json(),
                            mappings.getHandlerMethods().keySet())
                    .toString();
            document = made;
        }
        return made;
    }

    @GetMapping("/docs")
    ModelAndView page() {
        return new ModelAndView("redirect:" + ApiConfiguration.PAGE + "index.html");
    }
}
