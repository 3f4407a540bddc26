package dev.sluice.tabular.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the writer and the reader with the Protocol Buffers library. */
class WireFormatTest {
    private record Point(long x, double y, String name) {
        static void write(Point point, WireWriter out) {
            out.number(1, point.x).real(2, point.y).text(3, point.name);
        }

        static Point read(WireReader in) {
            return new Point(in.number(1), in.real(2), in.text(3));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 300, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldWriteWhatProtocolBuffersRead(long number) throws IOException {
        String text = "é\u0000€".repeat((int) (number & 0x7F));
        byte[] written = new WireWriter(1)
                .number(1, number)
                .fixed(2, number)
                .real(15, number / 3.0)
                .text(16, text)
                .reals(17, new double[] {number, -0.0, 9}, 2)
                .reals(18, new double[] {9}, 0)
                .numbers(19, new long[] {number, 0, -1})
                .numbers(20, new long[0])
                .flag(2_000, true)
                .message(2_001, new Point(number, -0.0, text), Point::write)
                .toBytes();

        UnknownFieldSet read = UnknownFieldSet.parseFrom(written);

        assertThat(read.getField(1).getVarintList()).containsExactly(number);
        assertThat(read.getField(2).getFixed64List()).containsExactly(number);
        assertThat(read.getField(15).getFixed64List()).containsExactly(Double.doubleToRawLongBits(number / 3.0));
        assertThat(read.getField(16).getLengthDelimitedList()).containsExactly(ByteString.copyFromUtf8(text));
        assertThat(reals(written, 17)).containsExactly(number, -0.0);
        assertThat(reals(written, 18)).isEmpty();
        assertThat(numbers(written, 19)).containsExactly(number, 0, -1);
        CodedInputStream packed =
                read.getField(19).getLengthDelimitedList().get(0).newCodedInput();
        assertThat(packed.readInt64()).isEqualTo(number);
        assertThat(packed.readInt64()).isZero();
        assertThat(packed.readInt64()).isEqualTo(-1);
        assertThat(packed.isAtEnd()).isTrue();
        assertThat(numbers(written, 20)).isEmpty();
        assertThat(read.getField(17)
                        .getLengthDelimitedList()
                        .get(0)
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(0))
                .isEqualTo(number);
        assertThat(read.getField(2_000).getVarintList()).containsExactly(1L);
        UnknownFieldSet point = UnknownFieldSet.parseFrom(
                read.getField(2_001).getLengthDelimitedList().get(0));
        assertThat(point.getField(1).getVarintList()).containsExactly(number);
        assertThat(point.getField(2).getFixed64List()).containsExactly(Long.MIN_VALUE);
        assertThat(point.getField(3).getLengthDelimitedList()).containsExactly(ByteString.copyFromUtf8(text));
        assertThat(read.toByteArray()).as("the same bytes").isEqualTo(written);
    }

    private static double[] reals(byte[] written, int field) {
        return WireReader.read(written, in -> in.reals(field));
    }

    private static long[] numbers(byte[] written, int field) {
        return WireReader.read(written, in -> in.numbers(field));
    }

    @Test
    void shouldReadWhatProtocolBuffersWrite() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt64(1, -7);
        out.writeFixed32(3, 5);
        out.writeDouble(4, 1.5);
        out.writeString(5, "é");
        out.writeBool(7, true);
        out.writeByteArray(8, new byte[] {1, 2});
        out.flush();

        WireReader.read(bytes.toByteArray(), in -> {
            assertThat(in.number(1)).isEqualTo(-7);
            assertThat(in.numberOrNull(2)).isNull();
            assertThat(in.real(4)).isEqualTo(1.5);
            assertThat(in.text(5)).isEqualTo("é");
            assertThat(in.text(6)).isNull();
            assertThat(in.flag(7)).isTrue();
            assertThat(in.bytes(8)).containsExactly(1, 2);
            return in;
        });
    }

    @Test
    void shouldHaveDefaultsForMissingFields() {
        byte[] none = new WireWriter(1)
                .number(1, 0)
                .real(2, 0.0)
                .text(3, null)
                .flag(4, false)
                .numberOrNull(5, null)
                .constant(6, null)
                .message(7, null, Point::write)
                .messages(8, List.of(), Point::write)
                .toBytes();

        assertThat(none).isEmpty();
        WireReader.read(none, in -> {
            assertThat(in.number(1)).isZero();
            assertThat(in.real(2)).isZero();
            assertThat(in.text(3)).isNull();
            assertThat(in.flag(4)).isFalse();
            assertThat(in.numberOrNull(5)).isNull();
            assertThat(in.constant(6, TimeUnit.class)).isNull();
            assertThat(in.message(7, Point::read)).isNull();
            assertThat(in.messages(8, Point::read)).isEmpty();
            assertThat(in.integer(9, -1)).isEqualTo(-1);
            assertThat(in.fixed(10, 4)).isEqualTo(4);
            assertThat(in.bytes(11)).isNull();
            return in;
        });
    }

    @Test
    void shouldDistinguishZeroFromMissing() {
        byte[] written = new WireWriter(1)
                .numberOrNull(1, 0L)
                .fixed(2, 0)
                .text(3, "")
                .bytes(4, new byte[0])
                .message(5, new Point(0, 0, null), Point::write)
                .messages(6, List.of(new Point(0, 0, null), new Point(1, 2, "")), Point::write)
                .constant(7, TimeUnit.DAYS)
                .toBytes();

        WireReader.read(written, in -> {
            assertThat(in.numberOrNull(1)).isZero();
            assertThat(in.fixed(2, 5)).isZero();
            assertThat(in.text(3)).isEmpty();
            assertThat(in.bytes(4)).isEmpty();
            assertThat(in.message(5, Point::read)).isEqualTo(new Point(0, 0, null));
            assertThat(in.messages(6, Point::read)).containsExactly(new Point(0, 0, null), new Point(1, 2, ""));
            assertThat(in.constant(7, TimeUnit.class)).isEqualTo(TimeUnit.DAYS);
            return in;
        });
    }

    /** A later version may add fields at the start, in the middle and at the end of a message. */
    @Test
    void shouldSkipFieldsThatAreNotAskedFor() {
        byte[] written = new WireWriter(1)
                .number(1, 3)
                .fixed(2, 4)
                .text(3, "x".repeat(200))
                .message(4, new Point(1, 2, "y"), Point::write)
                .messages(5, List.of(new Point(3, 4, "z"), new Point(5, 6, null)), Point::write)
                .number(6, 7)
                .text(900, "end")
                .toBytes();

        WireReader.read(written, in -> {
            assertThat(in.<Long>message(4, point -> point.number(1))).isEqualTo(1);
            assertThat(in.number(6)).isEqualTo(7);
            return in;
        });
    }

    @Test
    void shouldBeReusable() {
        WireWriter out = new WireWriter(1);
        out.text(5, "abc");
        assertThat(out.size()).isEqualTo(5);
        out.clear();

        assertThat(out.size()).isZero();
        assertThat(out.number(1, 5).toBytes()).containsExactly(8, 5);
    }

    @Test
    void shouldRefuseToWriteFieldsInAnyOtherOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireWriter(9).flag(2, true).flag(1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireWriter(9).flag(0, true));
    }

    @Test
    void shouldReportWhyBytesAreInvalid() {
        assertRefused("expected field 1 to be of the wire type 0, found 1", 9, 0, 0, 0, 0, 0, 0, 0, 0);
        assertRefused("expected a field after field 0 at byte 0, found the tag 0", 0, 0);
        assertRefused("expected a field after field 2 at byte 2, found the tag 8", 16, 1, 8, 1);
        assertRefused("expected a whole number at byte 2, found the end", 8, -1);
        assertRefused("expected a number of at most 10 bytes", 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1);
        assertRefused("expected at most the 1 bytes that are left, found a length of 2", 18, 2, 0);
        assertRefused("expected at most the 0 bytes that are left", 18, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1);
        assertRefused("expected 8 bytes at byte 1, found the end", 17, 1);
        assertRefused("expected a field of a known wire type before byte 1, found the tag 19", 19);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireReader.read(new byte[] {8, -1, -1, -1, -1, 127}, in -> in.integer(1, 0)))
                .withMessageStartingWith("expected field 1 to be an integer, found");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireReader.present(null, 3))
                .withMessage("expected a field 3, found none");
    }

    @Test
    void shouldReadOrRefuseAnyBytes() {
        Random random = new Random(5);
        byte[] valid = new WireWriter(1)
                .number(1, 300)
                .fixed(2, 4)
                .messages(3, List.of(new Point(1, 2, "y"), new Point(1, 2, "é".repeat(99))), Point::write)
                .numbers(4, new long[] {1, -1, 1L << 40})
                .text(5, "x")
                .toBytes();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length + 9));
            for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                WireReader.read(
                        bytes, in -> List.of(in.number(1), in.fixed(2, 0), in.messages(3, Point::read), in.numbers(4)));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("expected");
            }
        }
    }

    private static void assertRefused(String why, int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WireReader.read(value, in -> in.number(1)))
                .withMessageStartingWith(why);
    }
}
