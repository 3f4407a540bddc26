package dev.sluice.cli.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when the process is to end, as after Ctrl-C, and waits a little until that thread
 * has cleaned up.
 */
final class CancelOnExit {
    private static final long TO_CLEAN_UP_SECONDS = 5;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "cancel-upload");

    CancelOnExit() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The thread has nothing left to clean up. */
    void done() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook no longer has to wait.
        }
    }

    private void cancel() {
        worker.interrupt();
        try {
            cleaned.await(TO_CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
