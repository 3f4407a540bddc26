package dev.sluice.results.event;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One client's event stream. A client that reads slowly misses intermediate states, but never the current one: of each
 * slot only the last state waits to be sent. An event's id identifies the state of all slots, so that a client that
 * reconnects, to this or another instance, receives only what has changed.
 */
final class LiveStream {
    /** The state of a slot, as sent to clients. */
    enum Slot {
        SUBJECT,
        SYSTEM
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final SseEmitter emitter;
    private final Executor executor;
    private final Map<Slot, String> known = new EnumMap<>(Slot.class);
    private final Map<Slot, LiveEvent> waiting = new EnumMap<>(Slot.class);
    private boolean pulse;
    private boolean sending;

    /**
     * @param executor runs the sends, each of which may block as long as the client does
     * @param lastEventId the last event id of the client's previous stream, or null
     */
    LiveStream(SseEmitter emitter, Executor executor, @Nullable String lastEventId) {
        this.emitter = emitter;
        this.executor = executor;
        String[] ids = lastEventId == null ? new String[0] : lastEventId.split("-", -1);
        if (ids.length == 2) {
            known.put(Slot.SUBJECT, ids[0]);
            known.put(Slot.SYSTEM, ids[1]);
        }
    }

    /** Sets the current state of a slot. */
    synchronized void offer(Slot slot, LiveEvent event) {
        if (event.id().equals(known.get(slot))) {
            // The client skips the intermediate states.
            waiting.remove(slot);
            return;
        }
        waiting.put(slot, event);
        send();
    }

    /** Sends a keep-alive, so that no proxy closes the stream as idle. */
    synchronized void pulse() {
        pulse = true;
        send();
    }

    /** Ends the stream. The client may reconnect, to this or another instance. */
    void end() {
        emitter.complete();
    }

    private void send() {
        if (!sending) {
            sending = true;
            executor.execute(this::sendAll);
        }
    }

    private void sendAll() {
        try {
            for (SseEmitter.SseEventBuilder next = next(); next != null; next = next()) {
                emitter.send(next);
            }
        } catch (IOException | IllegalStateException e) {
            // The client has disconnected; the emitter's callbacks remove the stream.
            LOG.debug("An event stream has ended: {}", e.toString());
            emitter.completeWithError(e);
        }
    }

    private synchronized SseEmitter.@Nullable SseEventBuilder next() {
        for (Slot slot : Slot.values()) {
            LiveEvent event = waiting.remove(slot);
            if (event != null) {
                known.put(slot, event.id());
                return SseEmitter.event().id(id()).name(event.name()).data(event.data());
            }
        }
        if (pulse) {
            pulse = false;
            return SseEmitter.event().comment("");
        }
        sending = false;
        return null;
    }

    private String id() {
        return known.getOrDefault(Slot.SUBJECT, "") + "-" + known.getOrDefault(Slot.SYSTEM, "");
    }
}
