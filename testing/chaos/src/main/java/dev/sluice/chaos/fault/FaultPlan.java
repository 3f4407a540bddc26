package dev.sluice.chaos.fault;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of faults; deterministic for a seed, a length and a set of kinds. Faults are drawn from a deck without
 * replacement, so that each kind occurs with its frequency. The first faults of each plan are those that even a short
 * run needs. At any time each role has at most one faulty instance, except when all brokers fail.
 */
public final class FaultPlan {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** A longer fault doesn't delay those of other roles. */
    private static final Duration WAITED_FOR = Duration.ofSeconds(6);

    private static final int LEAST_REST_MS = 4_000;
    private static final int MORE_REST_MS = 4_000;

    private final Random random;
    private final Duration length;
    private final @Nullable Duration rest;
    private final Set<FaultKind> possible;
    private final Deque<Card> deck = new ArrayDeque<>();
    private final Map<Role, Duration> busyUntil = new EnumMap<>(Role.class);

    private FaultPlan(long seed, Duration length, @Nullable Duration rest, Set<FaultKind> possible) {
        this.random = new Random(seed);
        this.length = length;
        this.rest = rest;
        this.possible = possible;
    }

    /** @param seconds its duration, -1 for a few seconds, or none */
    private record Card(FaultKind kind, Role role, int seconds) {}

    /**
     * The faults of a run.
     *
     * @param length by which the last one is over
     * @param rest between the end of a fault and the next one, or null if they overlap
     * @param possible the kinds that this machine allows
     */
    public static List<Fault> of(long seed, Duration length, @Nullable Duration rest, Set<FaultKind> possible) {
        return new FaultPlan(seed, length, rest, possible).draw();
    }

    /** The number of processes that a plan kills. */
    public static int kills(List<Fault> plan) {
        return plan.stream()
                .filter(fault -> fault.kind().kills())
                .mapToInt(fault -> fault.kind() == FaultKind.KILL_ALL ? Cluster.BROKERS : 1)
                .sum();
    }

    private List<Fault> draw() {
        List<Fault> faults = new ArrayList<>();
        shuffle(openingHand());
        Duration at = Duration.ofSeconds(3);
        while (true) {
            if (deck.isEmpty()) {
                shuffle(fullDeck());
            }
            Fault fault = next(at);
            if (fault.end().compareTo(length) > 0) {
                return faults;
            }
            faults.add(fault);
            busyUntil.put(fault.role(), fault.end().plusSeconds(5));
            at = after(fault);
        }
    }

    private Duration after(Fault fault) {
        if (rest != null) {
            return fault.end().plus(rest);
        }
        Duration waited = fault.hold().compareTo(WAITED_FOR) < 0 ? fault.hold() : WAITED_FOR;
        return fault.at().plus(waited).plusMillis(LEAST_REST_MS + random.nextInt(MORE_REST_MS));
    }

    /** The first card whose role is free; if none is, the first card once its role is free. */
    private Fault next(Duration at) {
        Card card = deck.stream()
                .filter(each -> freeFrom(each).compareTo(at) <= 0)
                .findFirst()
                .orElseGet(() -> Objects.requireNonNull(deck.peek()));
        deck.remove(card);
        Duration from = freeFrom(card).compareTo(at) > 0 ? freeFrom(card) : at;
        int instance = 1 + random.nextInt(Cluster.instances(card.role()));
        return new Fault(from, card.kind(), card.role(), instance, hold(card));
    }

    private Duration freeFrom(Card card) {
        return busyUntil.getOrDefault(card.role(), Duration.ZERO);
    }

    private Duration hold(Card card) {
        if (card.seconds() >= 0) {
            return Duration.ofSeconds(card.seconds());
        }
        return Duration.ofMillis(random.nextBoolean() ? 0 : 1_000 + random.nextInt(4_000));
    }

    private void shuffle(List<Card> cards) {
        List<Card> drawn = new ArrayList<>(cards);
        drawn.removeIf(card -> !possible.contains(card.kind()));
        Collections.shuffle(drawn, random);
        deck.addAll(drawn);
    }

    private static List<Card> openingHand() {
        return List.of(
                new Card(FaultKind.KILL_AND_WIPE, Role.AGGREGATOR, -1),
                new Card(FaultKind.KILL, Role.SPLITTER, -1),
                new Card(FaultKind.KILL, Role.BROKER, -1),
                new Card(FaultKind.PAUSE, Role.SPLITTER, 20),
                new Card(FaultKind.KILL, Role.GATEWAY, -1),
                new Card(FaultKind.KILL, Role.RESULTS, -1),
                new Card(FaultKind.PAUSE, Role.AGGREGATOR, 20));
    }

    private List<Card> fullDeck() {
        List<Card> cards = new ArrayList<>();
        for (Role role : List.of(Role.SPLITTER, Role.AGGREGATOR)) {
            cards.addAll(Collections.nCopies(4, new Card(FaultKind.KILL, role, -1)));
            cards.addAll(Collections.nCopies(2, new Card(FaultKind.KILL_AND_WIPE, role, -1)));
            cards.add(new Card(FaultKind.PAUSE, role, 5));
            cards.add(new Card(FaultKind.PAUSE, role, 20));
            cards.add(new Card(FaultKind.CUT_OFF, role, 15));
            cards.add(new Card(FaultKind.FILL_DISK, role, 10));
        }
        cards.addAll(Collections.nCopies(4, new Card(FaultKind.KILL, Role.GATEWAY, -1)));
        cards.addAll(Collections.nCopies(4, new Card(FaultKind.KILL, Role.RESULTS, -1)));
        cards.addAll(Collections.nCopies(6, new Card(FaultKind.KILL, Role.BROKER, -1)));
        cards.add(new Card(FaultKind.CUT_FROM_BROKERS, Role.AGGREGATOR, 12));
        cards.add(new Card(FaultKind.CUT_FROM_SERVICES, Role.AGGREGATOR, 12));
        cards.add(new Card(FaultKind.CUT_FROM_BROKERS, Role.GATEWAY, 8));
        cards.add(new Card(FaultKind.CUT_FROM_SERVICES, Role.RESULTS, 8));
        cards.add(new Card(FaultKind.PAUSE, Role.GATEWAY, 5));
        cards.add(new Card(FaultKind.PAUSE, Role.GATEWAY, 20));
        cards.add(new Card(FaultKind.PAUSE, Role.RESULTS, 5));
        cards.add(new Card(FaultKind.PAUSE, Role.BROKER, 5));
        cards.add(new Card(FaultKind.PAUSE, Role.BROKER, 20));
        cards.add(new Card(FaultKind.CUT_OFF, Role.BROKER, 15));
        cards.add(new Card(FaultKind.FILL_DISK, Role.BROKER, 10));
        if (length.compareTo(LONG) >= 0) {
            cards.add(new Card(FaultKind.PAUSE, Role.SPLITTER, 70));
            cards.add(new Card(FaultKind.PAUSE, Role.AGGREGATOR, 70));
            cards.add(new Card(FaultKind.KILL_ALL, Role.BROKER, 8));
        }
        return cards;
    }
}
