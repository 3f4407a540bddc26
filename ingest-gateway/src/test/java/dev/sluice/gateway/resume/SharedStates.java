package dev.sluice.gateway.resume;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A topic of states in memory, of which each gateway has its own view. Loses writes on request. */
public final class SharedStates {
    private final List<Written> log = new ArrayList<>();
    private Predicate<UploadState> lost = state -> false;

    private record Written(String key, byte @Nullable [] value) {}

    /** The states of a gateway. */
    public UploadStates of(String writer, Clock clock) {
        return new View(writer, clock);
    }

    /** From now on these states aren't written. */
    public synchronized void lose(Predicate<UploadState> which) {
        lost = which;
    }

    /** What remains of the topic after its compaction. */
    public synchronized void compact() {
        for (int i = 0; i < log.size(); i++) {
            String key = log.get(i).key();
            for (Written later : log.subList(i + 1, log.size())) {
                if (later.key().equals(key)) {
                    log.set(i, new Written("", null));
                    break;
                }
            }
        }
    }

    /** The number of records with a value. */
    public synchronized long size() {
        return log.stream().filter(each -> each.value() != null).count();
    }

    private synchronized void append(String key, byte @Nullable [] value) {
        log.add(new Written(key, value));
    }

    private synchronized void read(StateIndex index, int from) {
        for (int i = from; i < log.size(); i++) {
            index.read(log.get(i).key(), log.get(i).value(), 0, i);
        }
    }

    private synchronized int end() {
        return log.size();
    }

    private synchronized byte @Nullable [] value(long position) {
        return log.get((int) position).value();
    }

    private synchronized boolean isLost(UploadState state) {
        return lost.test(state);
    }

    private final class View implements UploadStates {
        private final String writer;
        private final Clock clock;
        private final StateIndex index = new StateIndex(100, 0);
        private int next;

        View(String writer, Clock clock) {
            this.writer = writer;
            this.clock = clock;
        }

        private synchronized void catchUp() {
            int end = end();
            read(index, next);
            next = end;
        }

        @Override
        public Optional<UploadState> find(String fileId) {
            catchUp();
            return index.find(fileId)
                    .map(entry -> UploadStateCodec.readFrom(fileId, Objects.requireNonNull(value(entry.position()))));
        }

        @Override
        public void write(UploadState state) throws RefusedException {
            if (isLost(state)) {
                throw new RefusedException(Problem.LOG_UNAVAILABLE, "lost");
            }
            String key = StateIndex.key(state.fileId(), writer);
            append(key, UploadStateCodec.toBytes(state));
            index.others(key).forEach(other -> append(other, null));
        }

        @Override
        public int open() {
            catchUp();
            return index.open(null, clock.millis());
        }

        @Override
        public int open(String client) {
            catchUp();
            return index.open(client, clock.millis());
        }
    }
}
