package dev.sluice.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** The body of a request that reports the number of bytes sent. */
final class CountingBody implements BodyPublisher {
    private final BodyPublisher body;
    private final LongConsumer sent;

    /** @param sent receives the number of bytes sent so far, after each buffer */
    CountingBody(BodyPublisher body, LongConsumer sent) {
        this.body = body;
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Counting(subscriber));
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
