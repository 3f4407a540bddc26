package dev.sluice.runtime.broker;

import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Calls of {@link Admin} while a broker is cut off. That broker leaves a request without an answer, and {@code Admin}
 * gives up on it only when the time of the whole call is over (a minute by default). It then disconnects from the
 * broker, and the next call goes to another one. So each call gets little time, and is repeated.
 */
public final class AdminCalls {
    private static final int CALL_MS = 5_000;
    private static final int CALLS = 9;

    private AdminCalls() {}

    /**
     * The brokers' answer, after at most 45 s: long enough for the coordinator of a group to move.
     *
     * @param call sends the request; its argument is the time for the call in ms
     * @throws RuntimeException the failure of the call, a {@link TimeoutException} only of the last one
     * @throws InterruptException if this thread is interrupted
     */
    public static <T> T await(IntFunction<KafkaFuture<T>> call) {
        for (int sent = 1; ; sent++) {
            try {
                return call.apply(CALL_MS).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TimeoutException) || sent == CALLS) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}
