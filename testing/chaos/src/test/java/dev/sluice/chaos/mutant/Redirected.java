package dev.sluice.chaos.mutant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer of which the records of one topic go another way. */
final class Redirected {
    private Redirected() {}

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> sends(
            Producer<byte[], byte[]> producer, Producer<byte[], byte[]> other, String topic) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Redirected.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, args) -> {
                    boolean redirected = method.getName().equals("send")
                            && ((ProducerRecord<byte[], byte[]>) args[0])
                                    .topic()
                                    .equals(topic);
                    try {
                        return method.invoke(redirected ? other : producer, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
