package dev.sluice.runtime.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The error page of the server: responds with a problem to requests that failed outside a controller. Requested
 * directly, it is an unknown path.
 */
@Controller
final class ErrorAnswers implements ErrorController {
    @RequestMapping("${server.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            // The response has been sent in part: only closing the connection can show the error.
            return;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        SecurityHeaders.set(response, "");
        HttpProblems.of(status instanceof Integer code ? code : 404)
                .send(response, path instanceof String text ? text : request.getRequestURI());
    }
}
