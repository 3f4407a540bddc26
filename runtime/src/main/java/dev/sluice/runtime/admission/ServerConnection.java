package dev.sluice.runtime.admission;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** Operations on a request's connection that only the server can perform. */
final class ServerConnection {
    private final Request request;
    private final Response response;
    private final org.apache.catalina.connector.Response answer;

    ServerConnection(org.apache.catalina.connector.Request request, org.apache.catalina.connector.Response answer) {
        this.request = request.getCoyoteRequest();
        this.response = answer.getCoyoteResponse();
        this.answer = answer;
    }

    /** Makes a response writable again after a forward, which the server takes for its end. */
    void resume() {
        answer.setSuspended(false);
    }

    /** Closes the connection, so that no client takes a partial response for a complete one. */
    void breakOff(String why) {
        response.action(ActionCode.CLOSE_NOW, new IOException(why));
    }

    /**
     * Closes the connection after the response instead of reading the rest of the request, which would block a thread.
     */
    void leaveRestUnread() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** Enlarges its buffers, in a thread of the server. */
    void widen() {
        withProcessor(GuardedProcessor::widen);
    }

    /** Marks it as waiting for its client without a thread: it may be closed when connections run short. */
    void markWaiting() {
        withProcessor(GuardedProcessor::markWaiting);
    }

    /** Marks it as active. */
    void markActive() {
        withProcessor(GuardedProcessor::markActive);
    }

    /** Shuts down its socket, from any thread, so that the server finds it closed. */
    Runnable shutDown() {
        GuardedProcessor processor = GuardedProcessor.of(request);
        return processor == null ? () -> {} : processor.shutDown();
    }

    private void withProcessor(Consumer<GuardedProcessor> what) {
        GuardedProcessor processor = GuardedProcessor.of(request);
        if (processor != null) {
            what.accept(processor);
        }
    }
}
