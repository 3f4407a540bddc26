package dev.sluice.splitter.streams;

import dev.sluice.runtime.quarantine.Quarantine;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the quarantine which record's output the brokers refused. The transaction fails in any case.
 *
 * <p>Public, as Kafka Streams instantiates it.
 */
public final class RefusedOutputs implements ProductionExceptionHandler {
    /** The name under which Kafka Streams' configuration holds the {@link Quarantine}. */
    static final String QUARANTINE = "sluice.quarantine";

    private @Nullable Quarantine quarantine;

    @Override
    public void configure(Map<String, ?> configs) {
        quarantine = (Quarantine) configs.get(QUARANTINE);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        Objects.requireNonNull(quarantine, QUARANTINE)
                .refused(new TopicPartition(context.topic(), context.partition()), context.offset(), exception);
        return Response.fail();
    }
}
