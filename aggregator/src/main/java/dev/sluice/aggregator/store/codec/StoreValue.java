package dev.sluice.aggregator.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of the store that is read and written again and again, in binary: numbers of eight bytes, flags of one, texts as
 * UTF-8 behind their length. Its first byte is the version of its layout.
 */
public final class StoreValue {
    private static final int ABSENT = -1;

    private ByteBuffer bytes = ByteBuffer.allocate(512);

    public StoreValue(int version) {
        bytes.put((byte) version);
    }

    public StoreValue number(long number) {
        withRoomFor(Long.BYTES).putLong(number);
        return this;
    }

    public StoreValue flag(boolean flag) {
        withRoomFor(1).put((byte) (flag ? 1 : 0));
        return this;
    }

    /** A number, or null. */
    public StoreValue numberOrNull(@Nullable Long number) {
        flag(number != null);
        return number == null ? this : number(number);
    }

    /** A text, or null. */
    public StoreValue text(@Nullable String text) {
        if (text == null) {
            withRoomFor(Integer.BYTES).putInt(ABSENT);
            return this;
        }
        byte[] utf8 = text.getBytes(UTF_8);
        withRoomFor(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    /** Bytes as they are. */
    public StoreValue array(byte[] array) {
        withRoomFor(Integer.BYTES + array.length).putInt(array.length).put(array);
        return this;
    }

    /** The name of a constant, or null. */
    public StoreValue constant(@Nullable Enum<?> constant) {
        return text(constant == null ? null : constant.name());
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer withRoomFor(int count) {
        if (bytes.remaining() < count) {
            bytes = ByteBuffer.allocate(2 * (bytes.position() + count)).put(bytes.flip());
        }
        return bytes;
    }

    /** Reads values in the order they were written. */
    public static final class Reader {
        private final ByteBuffer in;

        /** @throws IllegalArgumentException for a layout of another version */
        public Reader(int version, byte[] value) {
            in = ByteBuffer.wrap(value);
            byte found = in.get();
            if (found != version) {
                throw new IllegalArgumentException(
                        "expected an entry of the store of version " + version + ", found " + found);
            }
        }

        public long number() {
            return in.getLong();
        }

        @Nullable
        public Long numberOrNull() {
            return flag() ? number() : null;
        }

        public boolean flag() {
            return in.get() != 0;
        }

        @Nullable
        public String text() {
            int length = in.getInt();
            if (length == ABSENT) {
                return null;
            }
            String text = new String(in.array(), in.position(), length, UTF_8);
            in.position(in.position() + length);
            return text;
        }

        public byte[] array() {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new IllegalArgumentException("expected an array of at most the " + in.remaining()
                        + " bytes that are left of an entry of the store, found a length of " + length);
            }
            byte[] array = new byte[length];
            in.get(array);
            return array;
        }

        /** What was read and can't have been null. */
        public <T> T some(@Nullable T read) {
            return Objects.requireNonNull(read, "found nothing in an entry of the store");
        }

        public <E extends Enum<E>> @Nullable E constant(Class<E> type) {
            String name = text();
            return name == null ? null : Enum.valueOf(type, name);
        }
    }
}
