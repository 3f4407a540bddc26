package dev.sluice.runtime.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A request's head that is sent byte by byte. */
class SlowHeadTest {
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        server = TestServer.start("500ms");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldCloseTheConnectionWhileBytesStillArrive() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", TestServer.port(server))) {
            socket.setSoTimeout(50);
            socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(US_ASCII));
            while (isOpen(socket)) {
                socket.getOutputStream().write('x');
            }
        } catch (SocketException e) {
            // It was closed before the last byte came.
        }

        assertThat(server.getBean(MeterRegistry.class)
                        .counter("sluice.web.refused", "code", "slow-head")
                        .count())
                .isPositive();
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
