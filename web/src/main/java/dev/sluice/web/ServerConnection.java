package dev.sluice.web;

import java.io.IOException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** What only the server itself can do with the connection of a request. */
final class ServerConnection {
    private final Request request;
    private final Response response;

    ServerConnection(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    /** Closes the connection, so that no client takes what it got for the whole answer. */
    void breakOff(String why) {
        response.action(ActionCode.CLOSE_NOW, new IOException(why));
    }

    /** Closes the connection after the answer instead of reading the rest of the request, which would hold a thread. */
    void leaveRestUnread() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
