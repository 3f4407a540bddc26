package dev.sluice.runtime.admission;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** What only the server itself can do with the connection of a request. */
final class ServerConnection {
    private final Request request;
    private final Response response;
    private final org.apache.catalina.connector.Response answer;

    ServerConnection(org.apache.catalina.connector.Request request, org.apache.catalina.connector.Response answer) {
        this.request = request.getCoyoteRequest();
        this.response = answer.getCoyoteResponse();
        this.answer = answer;
    }

    /** Lets an answer be written that was forwarded, which the server takes for its end. */
    void goOn() {
        answer.setSuspended(false);
    }

    /** Closes the connection, so that no client takes what it got for the whole answer. */
    void breakOff(String why) {
        response.action(ActionCode.CLOSE_NOW, new IOException(why));
    }

    /** Closes the connection after the answer instead of reading the rest of the request, which would hold a thread. */
    void leaveRestUnread() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** Gives it buffers for much, in a thread of the server. */
    void widen() {
        withProcessor(GuardedProcessor::widen);
    }

    /** From now on only its client is waited for, without a thread: where connections run short it may be closed. */
    void isWaiting() {
        withProcessor(GuardedProcessor::isWaiting);
    }

    /** From now on it isn't. */
    void isAtWork() {
        withProcessor(GuardedProcessor::isAtWork);
    }

    /** What ends its socket, from any thread, so that the server finds it closed. */
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
