package dev.sluice.aggregator.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one named broker for its metadata of a topic. {@code Admin} asks any broker. Requests to several brokers are in
 * flight at the same time; one thread sends and receives. It starts with the first request.
 */
public final class BrokerMetadata implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerMetadata.class);
    private static final String NAME = "broker-metadata";
    /** {@link SharedRequests} has one request for a broker and topic in flight at a time. */
    private static final int IN_FLIGHT = 5;

    private static final long CLOSE_MS = 1_000;

    private final Map<String, Object> config;
    private final int timeoutMs;
    private final Time time = Time.SYSTEM;
    private final Queue<Call> added = new ConcurrentLinkedQueue<>();
    /** Only the thread uses them: calls whose broker isn't connected yet, and calls without a response. */
    private final List<Call> waiting = new ArrayList<>();

    private final Set<Call> sent = new HashSet<>();
    private @Nullable NetworkClient client;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * @param config of an {@code Admin}: how to connect to brokers
     * @param timeout the maximum time for a request, including the connection
     */
    public BrokerMetadata(Map<String, Object> config, Duration timeout) {
        this.config = new HashMap<>(config);
        this.timeoutMs = (int) Math.max(1, timeout.toMillis());
    }

    private static final class Call {
        private final Node broker;
        private final String topic;
        private final long deadlineMs;
        private final CompletableFuture<MetadataResponse> answer = new CompletableFuture<>();

        Call(Node broker, String topic, long deadlineMs) {
            this.broker = broker;
            this.topic = topic;
            this.deadlineMs = deadlineMs;
        }
    }

    /** The broker's answer from its own metadata cache; fails if there is none in time. */
    synchronized CompletableFuture<MetadataResponse> of(Node broker, String topic) {
        if (closed) {
            return CompletableFuture.failedFuture(new KafkaException("closed"));
        }
        if (broker.isEmpty()) {
            return CompletableFuture.failedFuture(new KafkaException("no address of broker " + broker.id()));
        }
        NetworkClient started = client == null ? start() : client;
        Call call = new Call(broker, topic, time.milliseconds() + timeoutMs);
        added.add(call);
        started.wakeup();
        return call.answer;
    }

    private NetworkClient start() {
        NetworkClient made = connectable();
        client = made;
        thread = new Thread(() -> run(made), NAME);
        thread.setDaemon(true);
        thread.start();
        return made;
    }

    private NetworkClient connectable() {
        AdminClientConfig settings = new AdminClientConfig(config);
        LogContext log = new LogContext("[" + NAME + "] ");
        ChannelBuilder channels = ClientUtils.createChannelBuilder(settings, time, log);
        Selector selector = new Selector(
                settings.getLong(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG),
                new Metrics(time),
                time,
                NAME,
                channels,
                log);
        return new NetworkClient(
                selector,
                new ManualMetadataUpdater(),
                NAME,
                IN_FLIGHT,
                settings.getLong(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG),
                settings.getLong(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG),
                settings.getInt(AdminClientConfig.SEND_BUFFER_CONFIG),
                settings.getInt(AdminClientConfig.RECEIVE_BUFFER_CONFIG),
                timeoutMs,
                settings.getLong(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG),
                settings.getLong(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG),
                time,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }

    private void run(NetworkClient network) {
        try (network) {
            while (!closed) {
                try {
                    long now = time.milliseconds();
                    network.poll(send(network, now), now);
                } catch (KafkaException | IllegalStateException | IllegalArgumentException e) {
                    LOG.warn("Requests for the metadata of brokers failed", e);
                    failAll(e);
                }
            }
        } finally {
            synchronized (this) {
                closed = true;
            }
            failAll(new KafkaException("closed"));
        }
    }

    /** Sends what can be sent. Returns how long to wait for the network at most. */
    private long send(NetworkClient network, long now) {
        for (Call call = added.poll(); call != null; call = added.poll()) {
            waiting.add(call);
        }
        List<Call> failed = new ArrayList<>();
        long wait = Long.MAX_VALUE;
        for (Iterator<Call> calls = waiting.iterator(); calls.hasNext(); ) {
            Call call = calls.next();
            long remaining = call.deadlineMs - now;
            if (remaining > 0 && network.ready(call.broker, now)) {
                calls.remove();
                send(network, call, now);
            } else if (remaining <= 0 || network.authenticationException(call.broker) != null) {
                calls.remove();
                failed.add(call);
            } else {
                wait = Math.min(wait, Math.min(remaining, Math.max(1, network.pollDelayMs(call.broker, now))));
            }
        }
        failed.forEach(call -> call.answer.completeExceptionally(unconnected(network, call)));
        // What depends on these answers may have asked again.
        return added.isEmpty() ? wait : 0;
    }

    private void send(NetworkClient network, Call call, long now) {
        sent.add(call);
        network.send(
                network.newClientRequest(
                        call.broker.idString(),
                        MetadataRequest.Builder.forTopicNames(List.of(call.topic), false),
                        now,
                        true,
                        (int) (call.deadlineMs - now),
                        response -> received(call, response)),
                now);
    }

    private static KafkaException unconnected(NetworkClient network, Call call) {
        AuthenticationException refused = network.authenticationException(call.broker);
        return refused == null ? new TimeoutException("no connection to " + call.broker + " in time") : refused;
    }

    private void received(Call call, ClientResponse response) {
        sent.remove(call);
        if (response.hasResponse() && response.responseBody() instanceof MetadataResponse metadata) {
            call.answer.complete(metadata);
        } else if (response.authenticationException() != null) {
            call.answer.completeExceptionally(response.authenticationException());
        } else if (response.versionMismatch() != null) {
            call.answer.completeExceptionally(response.versionMismatch());
        } else {
            call.answer.completeExceptionally(new DisconnectException("no answer of " + call.broker));
        }
    }

    private void failAll(RuntimeException why) {
        List<Call> failed = new ArrayList<>(waiting);
        failed.addAll(sent);
        waiting.clear();
        sent.clear();
        for (Call call = added.poll(); call != null; call = added.poll()) {
            failed.add(call);
        }
        failed.forEach(call -> call.answer.completeExceptionally(why));
    }

    @Override
    public void close() {
        Thread stopping;
        synchronized (this) {
            closed = true;
            stopping = thread;
            if (client != null) {
                client.wakeup();
            }
        }
        if (stopping != null && stopping != Thread.currentThread()) {
            try {
                stopping.join(CLOSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
