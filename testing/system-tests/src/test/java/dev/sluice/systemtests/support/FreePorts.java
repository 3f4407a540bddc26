package dev.sluice.systemtests.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports, for processes whose port must be configured. They are below the ephemeral range, so that no connection
 * takes one before its process listens, or while that is dead; and each JVM that runs tests has its own.
 */
public final class FreePorts {
    private static final int FIRST = 16_384;
    private static final int EACH = 4_096;
    private static final AtomicInteger TAKEN = new AtomicInteger(new Random().nextInt(EACH));

    private FreePorts() {}

    public static int next() {
        int first = FIRST + EACH * (Integer.getInteger("surefire.forkNumber", 1) % 4);
        while (true) {
            int port = first + TAKEN.getAndIncrement() % EACH;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
