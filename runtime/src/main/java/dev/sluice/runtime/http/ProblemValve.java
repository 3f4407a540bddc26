package dev.sluice.runtime.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what Tomcat itself refuses, before any filter has seen it (a URL that is none, say), in the form of all other problems. */
final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            // In the catalina's own terms: its facade may be recycled by now.
            SecurityHeaders.set(response, "");
            HttpProblem.of(status).send(response, null);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client is gone before it was told of its error", e);
        }
    }
}
