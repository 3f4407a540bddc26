package dev.sluice.results.event;

import dev.sluice.results.file.FilesDocument;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.SystemQueries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All open event streams. The state that several clients follow is queried once for all of them, and not at all without
 * clients. The streams end before the web server stops, which would wait for them.
 */
public final class LiveStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration FILE_PAUSE = Duration.ofMillis(300);
    private static final Duration FILES_PAUSE = Duration.ofMillis(700);
    private static final Duration SYSTEM_PAUSE = Duration.ofSeconds(2);
    private static final Duration PULSE = Duration.ofSeconds(15);

    private final int max;
    private final int maxQuestions;
    private final PolledFeed system;
    /** The feeds with listeners, by subject. */
    private final Map<Subject, PolledFeed> feeds = new ConcurrentHashMap<>();

    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> new Thread(task, "events"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "events-clock"));
    private volatile boolean running;

    /**
     * What a stream is about.
     *
     * @param client the client whose files alone it may show, or null
     */
    private record Subject(@Nullable String client, Object query) {}

    /**
     * @param max the maximum number of streams
     * @param maxQuestions the maximum number of subjects, each of which is polled
     */
    public LiveStreams(SystemQueries queries, int max, int maxQuestions) {
        this.max = max;
        this.maxQuestions = maxQuestions;
        this.system = new PolledFeed(
                () -> event(queries.system(), "system", "system-unavailable", Function.identity()),
                SYSTEM_PAUSE.toNanos());
    }

    /**
     * Opens a stream about the newest files that match.
     *
     * @param client whose files they are, or null for all: others must not get what is queried for this client
     * @param files the files that the client may know of
     * @param lastEventId the last event id of the client's previous stream, or null
     * @throws ResultsProblem if there are too many streams
     */
    SseEmitter ofFiles(
            @Nullable String client,
            FileQueries files,
            FilesPage.Filter filter,
            int limit,
            @Nullable String lastEventId) {
        return open(
                new Subject(client, List.of(filter, limit)),
                () -> event(files.files(filter, null, limit), "files", "unavailable", FilesDocument::of),
                FILES_PAUSE,
                lastEventId);
    }

    /** Opens a stream about one file, with the same parameters. */
    SseEmitter ofFile(@Nullable String client, FileQueries files, String fileId, @Nullable String lastEventId) {
        return open(
                new Subject(client, fileId),
                () -> event(files.file(fileId), "file", "unavailable", Function.identity()),
                FILE_PAUSE,
                lastEventId);
    }

    private static <T> LiveEvent event(Answer<T> answer, String found, String unavailable, Function<T, ?> document) {
        if (answer instanceof Answer.Found<T> is) {
            return LiveEvent.of(found, document.apply(is.value()));
        }
        if (answer instanceof Answer.Unavailable<T> isNot) {
            return LiveEvent.of(unavailable, Map.of("detail", isNot.reason()));
        }
        return LiveEvent.of("gone", Map.of());
    }

    private SseEmitter open(Subject about, Supplier<LiveEvent> question, Duration pause, @Nullable String lastEventId) {
        if (!running || streams.size() >= max) {
            throw ResultsProblem.tooManyStreams(max);
        }
        if (feeds.size() >= maxQuestions && !feeds.containsKey(about)) {
            throw ResultsProblem.tooManyEventQuestions(maxQuestions);
        }
        SseEmitter emitter = new SseEmitter(0L);
        LiveStream stream = new LiveStream(emitter, workers, lastEventId);
        streams.add(stream);
        Consumer<LiveEvent> ofSubject = event -> stream.offer(LiveStream.Slot.SUBJECT, event);
        Consumer<LiveEvent> ofSystem = event -> stream.offer(LiveStream.Slot.SYSTEM, event);
        emitter.onCompletion(() -> {
            streams.remove(stream);
            system.remove(ofSystem);
            feeds.computeIfPresent(about, (same, feed) -> {
                feed.remove(ofSubject);
                return feed.isWanted() ? feed : null;
            });
        });
        // Sent immediately: the first byte of the response tells the client that it is connected.
        stream.pulse();
        feeds.compute(about, (same, feed) -> {
            PolledFeed one = feed == null ? new PolledFeed(question, pause.toNanos()) : feed;
            one.add(ofSubject);
            return one;
        });
        system.add(ofSystem);
        return emitter;
    }

    private void tick() {
        feeds.values().forEach(this::askIfDue);
        askIfDue(system);
    }

    private void askIfDue(PolledFeed feed) {
        if (feed.isDue()) {
            workers.execute(() -> {
                try {
                    feed.ask();
                } catch (RuntimeException e) {
                    // The next poll queries it again; the clients keep the last state.
                    LOG.warn("Could not query the state for event streams", e);
                }
            });
        }
    }

    private void pulse() {
        streams.forEach(LiveStream::pulse);
    }

    @Override
    public void start() {
        running = true;
        every(TICK, this::tick);
        every(PULSE, this::pulse);
    }

    private void every(Duration pause, Runnable task) {
        var unused = clock.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
        streams.forEach(LiveStream::end);
        workers.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
