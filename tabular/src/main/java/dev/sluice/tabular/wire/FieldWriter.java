package dev.sluice.tabular.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as fields with numbers, in the wire format of Protocol Buffers: a later version may add fields, and a field
 * that isn't there has its default. Any tool for Protocol Buffers reads it ({@code protoc --decode_raw}).
 *
 * <p>Fields are written in the ascending order of their numbers, as {@link FieldReader} reads them in one pass. A number
 * is never given to another field, nor a field another type. Not thread-safe.
 */
public final class FieldWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int at;
    private int last;

    /** @param expectedBytes how much is to be written; more is possible, but copied once more */
    public FieldWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** A whole number, as a varint: small ones take least. 0 is the default, and isn't written. */
    public FieldWriter number(int field, long number) {
        if (number != 0) {
            tag(field, Varints.VARINT, Varints.MAX_BYTES);
            varint(number);
        }
        return this;
    }

    /** A whole number whose default is that there is none. */
    public FieldWriter numberOrNull(int field, @Nullable Long number) {
        if (number != null) {
            tag(field, Varints.VARINT, Varints.MAX_BYTES);
            varint(number);
        }
        return this;
    }

    /** A whole number in eight bytes, whose default is that there is none. */
    public FieldWriter fixed(int field, long number) {
        tag(field, Varints.FIXED64, Long.BYTES);
        LONG.set(bytes, at, number);
        at += Long.BYTES;
        return this;
    }

    /** A number, in eight bytes. +0.0 is the default, and isn't written. */
    public FieldWriter real(int field, double number) {
        long bits = Double.doubleToRawLongBits(number);
        return bits == 0 ? this : fixed(field, bits);
    }

    /** A flag; false is the default. */
    public FieldWriter flag(int field, boolean flag) {
        return number(field, flag ? 1 : 0);
    }

    /** A text, as UTF-8; null is the default. */
    public FieldWriter text(int field, @Nullable String text) {
        return text == null ? this : bytes(field, text.getBytes(UTF_8));
    }

    /** A constant, by its name; null is the default. */
    public FieldWriter constant(int field, @Nullable Enum<?> constant) {
        return constant == null ? this : text(field, constant.name());
    }

    public FieldWriter bytes(int field, byte[] value) {
        tag(field, Varints.LENGTH_DELIMITED, Varints.MAX_BYTES + value.length);
        varint(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        at += value.length;
        return this;
    }

    /** A value with fields of its own; null is the default. */
    public <T> FieldWriter message(int field, @Nullable T value, BiConsumer<? super T, FieldWriter> type) {
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
            // Most are short enough for the one byte that was left for their length.
            withRoomFor(more);
            System.arraycopy(bytes, start + 1, bytes, start + 1 + more, length);
        }
        at = start;
        varint(length);
        at += length;
        return this;
    }

    /** Many of them. */
    public <T> FieldWriter messages(int field, Iterable<T> values, BiConsumer<? super T, FieldWriter> type) {
        for (T value : values) {
            message(field, value, type);
        }
        return this;
    }

    /** How many bytes are written. */
    public int size() {
        return at;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, at);
    }

    /** Forgets what is written, to be used once more. */
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
