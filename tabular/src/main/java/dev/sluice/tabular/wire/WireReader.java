package dev.sluice.tabular.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the output of {@link WireWriter} in one pass: fields must be requested in ascending order of their field
 * numbers. An absent field has its default value. A field that isn't requested is skipped, as a later version may have
 * added it.
 *
 * <p>All methods throw {@link IllegalArgumentException} for malformed bytes and for fields of another type. Not
 * thread-safe.
 */
public final class WireReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;
    private int end;
    /** The field number of the last tag that was read in this message. */
    private int last;
    /** A tag that was read, but whose field wasn't requested yet, or 0. */
    private int pending;

    private WireReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Reads a complete value. */
    public static <T> T read(byte[] bytes, Function<WireReader, T> type) {
        WireReader in = new WireReader(bytes);
        T value = type.apply(in);
        in.finish();
        return value;
    }

    /** Reads an integer; the default value is 0. */
    public long number(int field) {
        return find(field, Varints.VARINT) ? varint() : 0;
    }

    /** Reads an integer in the range of an {@code int}, with this default value. */
    public int integer(int field, int otherwise) {
        long number = find(field, Varints.VARINT) ? varint() : otherwise;
        if (number != (int) number) {
            throw new IllegalArgumentException("expected field " + field + " to be an integer, found " + number);
        }
        return (int) number;
    }

    @Nullable
    public Long numberOrNull(int field) {
        return find(field, Varints.VARINT) ? varint() : null;
    }

    /** Reads an integer in eight bytes, with this default value. */
    public long fixed(int field, long otherwise) {
        return find(field, Varints.FIXED64) ? fixed() : otherwise;
    }

    public double real(int field) {
        return Double.longBitsToDouble(fixed(field, 0));
    }

    public boolean flag(int field) {
        return number(field) != 0;
    }

    @Nullable
    public String text(int field) {
        if (!find(field, Varints.LENGTH_DELIMITED)) {
            return null;
        }
        int length = length();
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    public <E extends Enum<E>> @Nullable E constant(int field, Class<E> type) {
        String name = text(field);
        return name == null ? null : Enum.valueOf(type, name);
    }

    public byte @Nullable [] bytes(int field) {
        if (!find(field, Varints.LENGTH_DELIMITED)) {
            return null;
        }
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Reads numbers in one packed field; by default there are none. */
    public double[] reals(int field) {
        if (!find(field, Varints.LENGTH_DELIMITED)) {
            return new double[0];
        }
        int length = length();
        if (length % Double.BYTES != 0) {
            throw new IllegalArgumentException(
                    "expected field " + field + " to be numbers of 8 bytes, found " + length + " bytes");
        }
        double[] numbers = new double[length / Double.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.longBitsToDouble((long) LONG.get(bytes, at));
            at += Double.BYTES;
        }
        return numbers;
    }

    /** Reads integers in one packed field of varints; by default there are none. */
    public long[] numbers(int field) {
        if (!find(field, Varints.LENGTH_DELIMITED)) {
            return new long[0];
        }
        int outerEnd = end;
        int length = length();
        end = at + length;
        long[] numbers = new long[length];
        int count = 0;
        while (at < end) {
            numbers[count++] = varint();
        }
        end = outerEnd;
        return count == length ? numbers : Arrays.copyOf(numbers, count);
    }

    /** Reads a nested message; the default value is null. */
    public <T> @Nullable T message(int field, Function<WireReader, T> type) {
        return find(field, Varints.LENGTH_DELIMITED) ? message(type) : null;
    }

    /** Reads the messages of a repeated field. */
    public <T> List<T> messages(int field, Function<WireReader, T> type) {
        List<T> all = new ArrayList<>();
        while (find(field, Varints.LENGTH_DELIMITED)) {
            all.add(message(type));
        }
        return all;
    }

    /** Returns the value of a required field, which must not be null. */
    public static <T> T present(@Nullable T read, int field) {
        if (read == null) {
            throw new IllegalArgumentException("expected a field " + field + ", found none");
        }
        return read;
    }

    private <T> T message(Function<WireReader, T> type) {
        int outerEnd = end;
        int outerLast = last;
        int length = length();
        end = at + length;
        last = 0;
        T value = type.apply(this);
        finish();
        end = outerEnd;
        last = outerLast;
        return value;
    }

    /** Skips the remaining fields of the message. */
    private void finish() {
        for (int tag = next(); tag != 0; tag = next()) {
            skip(tag);
        }
    }

    /** Advances to a field, and returns whether it is present. */
    private boolean find(int field, int type) {
        int tag = next();
        while (tag != 0 && tag >>> Varints.TYPE_BITS < field) {
            skip(tag);
            tag = next();
        }
        if (tag >>> Varints.TYPE_BITS != field) {
            pending = tag;
            return false;
        }
        if ((tag & Varints.TYPE_MASK) != type) {
            throw new IllegalArgumentException("expected field " + field + " to be of the wire type " + type
                    + ", found " + (tag & Varints.TYPE_MASK));
        }
        return true;
    }

    /** Returns the tag of the next field, or 0 at the end of the message. */
    private int next() {
        int met = pending;
        if (met != 0) {
            pending = 0;
            return met;
        }
        if (at == end) {
            return 0;
        }
        int start = at;
        long tag = varint();
        int field = (int) (tag >>> Varints.TYPE_BITS);
        if (tag >>> Integer.SIZE != 0 || field == 0 || field < last) {
            throw new IllegalArgumentException(
                    "expected a field after field " + last + " at byte " + start + ", found the tag " + tag);
        }
        last = field;
        return (int) tag;
    }

    private void skip(int tag) {
        switch (tag & Varints.TYPE_MASK) {
            case Varints.VARINT -> varint();
            case Varints.FIXED64 -> advance(Long.BYTES);
            case Varints.LENGTH_DELIMITED -> advance(length());
            case Varints.FIXED32 -> advance(Integer.BYTES);
            default ->
                throw new IllegalArgumentException(
                        "expected a field of a known wire type before byte " + at + ", found the tag " + tag);
        }
    }

    private long fixed() {
        int start = at;
        advance(Long.BYTES);
        return (long) LONG.get(bytes, start);
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException(
                    "expected at most the " + (end - at) + " bytes that are left, found a length of " + length);
        }
        return (int) length;
    }

    private void advance(int count) {
        if (count > end - at) {
            throw new IllegalArgumentException("expected " + count + " bytes at byte " + at + ", found the end");
        }
        at += count;
    }

    private long varint() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw new IllegalArgumentException("expected a whole number at byte " + at + ", found the end");
            }
            byte next = bytes[at++];
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("expected a number of at most " + Varints.MAX_BYTES + " bytes before byte "
                + at + ", found a longer one");
    }
}
