package dev.sluice.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Owners that commit several partitions at once, as a thread of Kafka Streams does, and die: of poison, and of kills at random. Whatever
 * happens, the poison is quarantined, and nothing else.
 */
class QuarantineSimulationTest {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 60;
    /** Far more than needed: a simulation that reaches it makes no progress. */
    private static final int MAX_OWNERS = 4_000;

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 0.2, 0.1", "3, 0, 0", "3, 0.1, 0.1", "12, 0.1, 0", "12, 0.2, 0.2", "60, 0.05, 0.05"})
    void shouldQuarantineOnlyThePoison(int poison, double kills, double outages) {
        for (int seed = 0; seed < 60; seed++) {
            new World(seed, poison, kills, outages).run();
        }
    }

    /** The process is killed: it does nothing any more, not even write a note. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class World implements AttemptNotes {
        private final long seed;
        private final Random random;
        private final double kills;
        private final double outages;
        private final Set<String> poison = new HashSet<>();
        private final Set<String> quarantined = new HashSet<>();
        private final Map<String, Integer> processed = new HashMap<>();
        private final Map<TopicPartition, String> notes = new HashMap<>();
        private final int[] committed = new int[PARTITIONS];
        /** Killed at random; two kills at the same record look like a poison record. */
        private final Set<String> killedAlone = new HashSet<>();

        private boolean dead;
        private boolean away;

        World(long seed, int poisonous, double kills, double outages) {
            this.seed = seed;
            this.random = new Random(seed);
            this.kills = kills;
            this.outages = outages;
            int beginning = random.nextInt(PARTITIONS * RECORDS);
            for (int i = 0; i < poisonous; i++) {
                // Some consecutive, some anywhere.
                int at = i % 2 == 0 ? beginning + i : random.nextInt(PARTITIONS * RECORDS);
                poison.add(name(at % PARTITIONS, at / PARTITIONS % RECORDS));
            }
        }

        void run() {
            int owners = 0;
            while (!isEnd()) {
                assertThat(owners++).as("owners, seed %s", seed).isLessThan(MAX_OWNERS);
                live();
            }
            assertThat(quarantined).as("quarantined, seed %s", seed).isEqualTo(poison);
            assertThat(processed).as("processed, seed %s", seed).hasSize(PARTITIONS * RECORDS - poison.size());
            assertThat(processed.values()).as("times, seed %s", seed).containsOnly(1);
        }

        private void live() {
            dead = false;
            away = false;
            try (Quarantine quarantine = new Quarantine("a-stage", this, Duration.ofHours(1))) {
                // A thread may be replaced while its process survives.
                int threads = 1 + random.nextInt(3);
                for (int i = 0; i < threads && !isEnd(); i++) {
                    away = false;
                    own(quarantine);
                }
                dead = random.nextBoolean();
            } catch (Death e) {
                dead = true;
            }
        }

        private void own(Quarantine quarantine) {
            List<PartitionWatch> watches = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                watches.add(quarantine.watch(new TopicPartition("rows", partition)));
            }
            int[] read = committed.clone();
            Set<String> done = new HashSet<>();
            Set<String> aside = new HashSet<>();
            int records = random.nextInt(RECORDS);
            try {
                for (int i = 0; i < records; i++) {
                    boolean commit = step(watches, read, done, aside);
                    if (commit || random.nextInt(8) == 0) {
                        commit(read, done, aside);
                    }
                    dieSometimes(kills / 10);
                    outageSometimes();
                }
                commit(read, done, aside);
            } catch (TimeoutException | IllegalStateException e) {
                quarantine.failed(e);
            }
            watches.forEach(PartitionWatch::close);
        }

        /** Whether a commit was asked for. */
        private boolean step(List<PartitionWatch> watches, int[] read, Set<String> done, Set<String> aside) {
            int partition = random.nextInt(PARTITIONS);
            if (read[partition] == RECORDS) {
                return false;
            }
            int record = read[partition];
            String name = name(partition, record);
            PartitionWatch watch = watches.get(partition);
            // There are gaps between offsets, like those of transaction markers.
            long offset = record * 2L;
            boolean alone = watch.isAlone(offset);
            if (watch.run(offset, () -> process(name, alone))) {
                done.add(name);
            } else {
                aside.add(name);
            }
            read[partition]++;
            return alone;
        }

        private void process(String name, boolean alone) {
            if (poison.contains(name)) {
                if (random.nextBoolean()) {
                    throw new IllegalStateException("poison");
                }
                throw death();
            }
            if (!alone || killedAlone.add(name)) {
                dieSometimes(kills);
                outageSometimes();
            }
        }

        private void commit(int[] read, Set<String> done, Set<String> aside) {
            System.arraycopy(read, 0, committed, 0, read.length);
            done.forEach(name -> processed.merge(name, 1, Integer::sum));
            done.clear();
            quarantined.addAll(aside);
        }

        private void outageSometimes() {
            if (random.nextDouble() < outages / 10) {
                away = true;
                throw new TimeoutException("no broker");
            }
        }

        private void dieSometimes(double probability) {
            if (random.nextDouble() < probability) {
                throw death();
            }
        }

        private Death death() {
            dead = true;
            return new Death();
        }

        private boolean isEnd() {
            for (int position : committed) {
                if (position < RECORDS) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<Note> read(TopicPartition partition) {
            String text = notes.get(partition);
            if (text == null) {
                return Optional.empty();
            }
            int blank = text.indexOf(' ');
            return Note.parse(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
        }

        @Override
        public void write(TopicPartition partition, Note note) {
            if (dead) {
                throw new Death();
            }
            if (away) {
                throw new TimeoutException("no broker");
            }
            boolean inFlight = note.kind() == Note.Kind.DONE;
            if (!inFlight || killedAlone.add(name(partition.partition(), (int) note.offset() / 2))) {
                dieSometimes(kills / 20);
            }
            notes.put(partition, note.offset() + " " + note.toText());
        }

        private static String name(int partition, int record) {
            return partition + ":" + record;
        }
    }
}
