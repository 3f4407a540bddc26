package dev.sluice.aggregator.merge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A set of series that answers "certainly not added" or "possibly added". It consists of Bloom filters, each eight
 * times as large as the one before, so that few series take a kilobyte and a million take a megabyte; beyond some four
 * million the rate of false positives grows.
 */
final class ScalableBloomFilter {
    private static final int FIRST_BITS = 1 << 13;
    private static final int MAX_BITS = 1 << 25;
    private static final int BITS_PER_SERIES = 8;
    private static final int PROBES = 4;

    private final List<Layer> layers = new ArrayList<>(List.of(new Layer(FIRST_BITS)));
    private long count;

    /** The number of series that were added. */
    long count() {
        return count;
    }

    boolean mayHold(String series) {
        long hash = hash(series);
        for (Layer layer : layers) {
            if (layer.mayHold(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a series that wasn't added before. */
    void add(String series) {
        Layer last = layers.get(layers.size() - 1);
        if (last.isFull() && last.size < MAX_BITS) {
            last = new Layer(8 * last.size);
            layers.add(last);
        }
        last.add(hash(series));
        count++;
    }

    /** Distributes the text's hash over all bits (the finalizer of MurmurHash3). */
    private static long hash(String series) {
        long hash = series.hashCode() * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }

    private static final class Layer {
        private final int size;
        private final BitSet bits;
        private int added;

        Layer(int size) {
            this.size = size;
            this.bits = new BitSet(size);
        }

        boolean isFull() {
            return added >= size / BITS_PER_SERIES;
        }

        void add(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                bits.set(bit(hash, probe));
            }
            added++;
        }

        boolean mayHold(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                if (!bits.get(bit(hash, probe))) {
                    return false;
                }
            }
            return true;
        }

        private int bit(long hash, int probe) {
            return ((int) hash + probe * ((int) (hash >>> 32) | 1)) & (size - 1);
        }
    }
}
