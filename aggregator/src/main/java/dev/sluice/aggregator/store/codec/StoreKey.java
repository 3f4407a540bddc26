package dev.sluice.aggregator.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.file.RejectPosition;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * A key of the store. Its parts are appended one by one, and encoded so that the byte order of keys is the intended
 * order.
 *
 * <p>Text is encoded as UTF-8. A text that may contain a zero byte and is followed by another part is {@linkplain
 * #escaped escaped}: a zero byte becomes {@code 0x00 0xFF}, and {@code 0x00 0x01} terminates the text. So a text sorts
 * before all texts of which it is a prefix, whatever follows it.
 */
public final class StoreKey {
    private static final byte END = 1;
    private static final byte ESCAPE = (byte) 0xFF;

    private ByteBuffer bytes = ByteBuffer.allocate(128);

    private StoreKey() {}

    /** Creates a key of a file: its id, which contains no zero byte, and the kind of entry. */
    public static StoreKey ofFile(String fileId, int kind) {
        return new StoreKey().text(fileId).pair(0, kind);
    }

    /** Creates a key outside the key ranges of all files: a zero byte and the kind of entry. */
    public static StoreKey ofAll(int kind) {
        return new StoreKey().pair(0, kind);
    }

    /** Creates a key from the bytes of a complete one. */
    public static StoreKey of(byte[] key) {
        StoreKey whole = new StoreKey();
        whole.withRoomFor(key.length).put(key);
        return whole;
    }

    /** Appends a text as the last part. */
    public StoreKey text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        withRoomFor(utf8.length).put(utf8);
        return this;
    }

    /** Appends a text that is followed by another part. */
    public StoreKey escaped(String text) {
        return withoutEnd(text).pair(0, END);
    }

    /** Appends the bound between this text, with whatever follows it, and all greater texts. */
    public StoreKey after(String text) {
        return withoutEnd(text).pair(0, END + 1);
    }

    /** Appends a number of at least 0, in eight bytes that sort in ascending order. */
    public StoreKey ascending(long number) {
        withRoomFor(Long.BYTES).putLong(number);
        return this;
    }

    /** Appends any number, in eight bytes that sort in ascending order. */
    public StoreKey signed(long number) {
        return ascending(number ^ Long.MIN_VALUE);
    }

    /** Appends a number of at least 0, in eight bytes that sort in descending order. */
    public StoreKey descending(long number) {
        return ascending(~number);
    }

    /** Appends an order of arrival, so that the latest sorts first. */
    public StoreKey descending(ArrivalOrder arrival) {
        return descending(arrival.atMs())
                .descending(arrival.partition() - ArrivalOrder.NO_PARTITION)
                .descending(arrival.offset());
    }

    /** Appends a position, in the order of the file. */
    public StoreKey ascending(RejectPosition position) {
        return ascending(position.chunk()).ascending(position.line()).ascending(position.arrival());
    }

    public boolean isBefore(StoreKey other) {
        return bytes().compareTo(other.bytes()) < 0;
    }

    public Bytes bytes() {
        return Bytes.wrap(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Reads the parts of a key one by one. */
    public static final class Reader {
        private final ByteBuffer in;

        public Reader(byte[] key) {
            in = ByteBuffer.wrap(key);
        }

        public Reader skip(int count) {
            in.position(in.position() + count);
            return this;
        }

        public Reader skip(StoreKey beginning) {
            return skip(beginning.bytes.position());
        }

        public String text() {
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            return new String(rest, UTF_8);
        }

        public String escaped() {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (byte next = in.get(); ; next = in.get()) {
                if (next == 0 && in.get() == END) {
                    return text.toString(UTF_8);
                }
                text.write(next);
            }
        }

        public long ascending() {
            return in.getLong();
        }

        public long signed() {
            return ascending() ^ Long.MIN_VALUE;
        }

        public long descending() {
            return ~ascending();
        }

        public ArrivalOrder arrival() {
            return new ArrivalOrder(descending(), (int) descending() + ArrivalOrder.NO_PARTITION, descending());
        }

        public RejectPosition rejectPosition() {
            return new RejectPosition(ascending(), ascending(), ascending());
        }
    }

    private StoreKey withoutEnd(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        ByteBuffer out = withRoomFor(2 * utf8.length);
        for (byte b : utf8) {
            out.put(b);
            if (b == 0) {
                out.put(ESCAPE);
            }
        }
        return this;
    }

    private StoreKey pair(int first, int second) {
        withRoomFor(2).put((byte) first).put((byte) second);
        return this;
    }

    private ByteBuffer withRoomFor(int count) {
        if (bytes.remaining() < count) {
            bytes = ByteBuffer.allocate(2 * (bytes.position() + count)).put(bytes.flip());
        }
        return bytes;
    }
}
