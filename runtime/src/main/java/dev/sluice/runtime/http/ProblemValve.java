package dev.sluice.runtime.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responds with a problem to requests that Tomcat itself refuses before any filter (a malformed URL, for example). */
final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            // Uses catalina's own classes: the facade may be recycled already.
            SecurityHeaders.set(response, "");
            HttpProblems.of(status).send(response, null);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client disconnected before the error was sent", e);
        }
    }
}
