package dev.sluice.runtime.admission;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Attaches a {@link ServerConnection} to each request. */
final class ConnectionValve extends ValveBase {
    ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(RequestFilter.CONNECTION, new ServerConnection(request, response));
        getNext().invoke(request, response);
    }
}
