package dev.sluice.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** A file as the body of a request, read while it is sent, that reports the number of bytes sent. */
final class CountingBody implements BodyPublisher {
    private final BodyPublisher file;
    private final LongConsumer sent;

    /** @param sent receives the number of bytes sent so far, after each buffer */
    CountingBody(Path file, LongConsumer sent) throws FileNotFoundException {
        this.file = BodyPublishers.ofFile(file);
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return file.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        file.subscribe(new Counting(subscriber));
    }

    private final class Counting implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private long bytes;

        Counting(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            bytes += piece.remaining();
            subscriber.onNext(piece);
            sent.accept(bytes);
        }

        @Override
        public void onError(Throwable fault) {
            subscriber.onError(fault);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
