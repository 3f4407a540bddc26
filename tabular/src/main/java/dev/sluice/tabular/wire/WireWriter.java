package dev.sluice.tabular.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as numbered fields, in the wire format of Protocol Buffers: a later version may add fields, and an
 * absent field has its default value. Tools for Protocol Buffers can read the output ({@code protoc --decode_raw}).
 *
 * <p>Fields must be written in ascending order of their field numbers, as {@link WireReader} reads them in one pass. A
 * field number must never be reused, and the type of a field must never change. Not thread-safe.
 */
public final class WireWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int at;
    private int last;

    /** @param expectedBytes the expected size of the output; larger output is possible, but is copied once more */
    public WireWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** Writes an integer as a varint: small positive numbers are short. The default value, 0, isn't written. */
    public WireWriter number(int field, long number) {
        if (number != 0) {
            tag(field, Varints.VARINT, Varints.MAX_BYTES);
            varint(number);
        }
        return this;
    }

    /** Writes an integer as a varint. The default value, null, isn't written. */
    public WireWriter numberOrNull(int field, @Nullable Long number) {
        if (number != null) {
            tag(field, Varints.VARINT, Varints.MAX_BYTES);
            varint(number);
        }
        return this;
    }

    /** Writes an integer in eight bytes. It is always written: the reader chooses the default value. */
    public WireWriter fixed(int field, long number) {
        tag(field, Varints.FIXED64, Long.BYTES);
        LONG.set(bytes, at, number);
        at += Long.BYTES;
        return this;
    }

    /** Writes a {@code double} in eight bytes. The default value, +0.0, isn't written. */
    public WireWriter real(int field, double number) {
        long bits = Double.doubleToRawLongBits(number);
        return bits == 0 ? this : fixed(field, bits);
    }

    /** Writes a flag. The default value, false, isn't written. */
    public WireWriter flag(int field, boolean flag) {
        return number(field, flag ? 1 : 0);
    }

    /** Writes a text as UTF-8. The default value, null, isn't written. */
    public WireWriter text(int field, @Nullable String text) {
        return text == null ? this : bytes(field, text.getBytes(UTF_8));
    }

    /** Writes the name of an enum constant. The default value, null, isn't written. */
    public WireWriter constant(int field, @Nullable Enum<?> constant) {
        return constant == null ? this : text(field, constant.name());
    }

    public WireWriter bytes(int field, byte[] value) {
        tag(field, Varints.LENGTH_DELIMITED, Varints.MAX_BYTES + value.length);
        varint(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        at += value.length;
        return this;
    }

    /**
     * Writes the first of these numbers as one packed field. No numbers, the default value, aren't written.
     *
     * @param count how many of them
     */
    public WireWriter reals(int field, double[] numbers, int count) {
        if (count > 0) {
            int length = count * Double.BYTES;
            tag(field, Varints.LENGTH_DELIMITED, Varints.MAX_BYTES + length);
            varint(length);
            for (int i = 0; i < count; i++) {
                LONG.set(bytes, at, Double.doubleToRawLongBits(numbers[i]));
                at += Double.BYTES;
            }
        }
        return this;
    }

    /** Writes integers as one packed field of varints. No numbers, the default value, aren't written. */
    public WireWriter numbers(int field, long[] numbers) {
        if (numbers.length > 0) {
            int length = 0;
            for (long number : numbers) {
                length += Varints.bytes(number);
            }
            tag(field, Varints.LENGTH_DELIMITED, Varints.MAX_BYTES + length);
            varint(length);
            for (long number : numbers) {
                varint(number);
            }
        }
        return this;
    }

    /** Writes a nested message. The default value, null, isn't written. */
    public <T> WireWriter message(int field, @Nullable T value, BiConsumer<? super T, WireWriter> type) {
        if (value == null) {
            return this;
        }
        tag(field, Varints.LENGTH_DELIMITED, Varints.MAX_BYTES);
        int start = at++;
        last = 0;
        type.accept(value, this);
        last = field;
        int length = at - start - 1;
        int more = Varints.bytes(length) - 1;
        if (more > 0) {
            // The lengths of most messages fit into the one byte that was reserved.
            withRoomFor(more);
            System.arraycopy(bytes, start + 1, bytes, start + 1 + more, length);
        }
        at = start;
        varint(length);
        at += length;
        return this;
    }

    /** Writes a repeated field of nested messages. */
    public <T> WireWriter messages(int field, Iterable<T> values, BiConsumer<? super T, WireWriter> type) {
        for (T value : values) {
            message(field, value, type);
        }
        return this;
    }

    /** Returns the number of bytes that are written. */
    public int size() {
        return at;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, at);
    }

    /** Discards the output, so that the writer can be reused. */
    public void clear() {
        at = 0;
        last = 0;
    }

    private void tag(int field, int type, int valueBytes) {
        if (field < last || field < 1) {
            throw new IllegalArgumentException(
                    "expected fields in ascending order from 1, found " + field + " after " + last);
        }
        last = field;
        withRoomFor(Varints.MAX_BYTES + valueBytes);
        varint((long) field << Varints.TYPE_BITS | type);
    }

    private void varint(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    private void withRoomFor(int count) {
        if (bytes.length - at < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count));
        }
    }
}
