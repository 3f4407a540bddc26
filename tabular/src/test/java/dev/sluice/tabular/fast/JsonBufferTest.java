package dev.sluice.tabular.fast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.type.Timestamps;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The output equals Jackson's, byte for byte. */
class JsonBufferTest {
    private static final int VALUES = 100_000;
    private static final double[] EDGES = {
        0.0,
        1e-3,
        Math.nextDown(1e-3),
        9.99e-4,
        1e7,
        Math.nextDown(1e7),
        9999999.99999999,
        9999999.5,
        0.1 + 0.2,
        1.0 / 3,
        4.35,
        2e-323,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        9007199254740993.0,
        2e23
    };

    private final JsonBuffer json = new JsonBuffer(0);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonGenerator jackson = JsonFactory.builder()
            .rootValueSeparator((String) null)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out);

    @Test
    void shouldWriteDecimalsOfFewDigits() {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            long digits = random.nextLong() >> random.nextInt(64);
            assertNumber(new BigDecimal(BigInteger.valueOf(digits), random.nextInt(20)).doubleValue());
        }
    }

    @Test
    void shouldWriteAnyDouble() {
        Random random = new Random(2);
        for (int i = 0; i < VALUES; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertNumber(value);
            }
            assertNumber(random.nextDouble() * Math.pow(10, random.nextInt(12) - 4));
        }
    }

    @Test
    void shouldWriteTheNeighboursOfShortDecimals() {
        for (int i = -20_000; i < 20_000; i++) {
            double value = i / 1000.0;
            assertNumber(value);
            assertNumber(Math.nextUp(value));
            assertNumber(Math.nextDown(value));
        }
        for (double edge : EDGES) {
            assertNumber(edge);
            assertNumber(-edge);
            assertNumber(Math.nextUp(edge) < Double.POSITIVE_INFINITY ? Math.nextUp(edge) : edge);
        }
    }

    @Test
    void shouldWriteWholeNumbers() {
        Random random = new Random(3);
        for (int i = 0; i < VALUES; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertSame(to -> to.number(value), to -> to.writeNumber(value));
        }
        assertSame(to -> to.number(Long.MIN_VALUE), to -> to.writeNumber(Long.MIN_VALUE));
    }

    @Test
    void shouldWriteTexts() {
        Random random = new Random(4);
        for (int i = 0; i < VALUES / 5; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                // Seldom anything that must be escaped, so that it may stand anywhere.
                int bound = random.nextInt(20) == 0 ? 0x20000 : 0x60;
                int character = random.nextInt(bound) + (bound == 0x60 ? 0x20 : 0);
                text.appendCodePoint(character >= 0xD800 && character < 0xE000 ? '"' : character);
            }
            assertText(text.toString());
        }
        for (int character = 0; character < 0x500; character++) {
            assertText("a" + Character.toString(character));
        }
        assertText("");
        assertText("long".repeat(5_000) + "\"");
    }

    @Test
    void shouldWriteTimestamps() {
        Random random = new Random(5);
        long first = Timestamps.parseOrNone("0000-01-01T00:00:00Z");
        long last = Timestamps.parseOrNone("9999-12-31T23:59:59.999999Z");
        for (int i = 0; i < VALUES; i++) {
            long unit = new long[] {1, 1_000, 1_000_000, 86_400_000_000L}[random.nextInt(4)];
            assertTimestamp(random.nextLong(first, last) / unit * unit);
        }
        assertTimestamp(first);
        assertTimestamp(last);
        assertTimestamp(0);
        assertTimestamp(-1);
    }

    @Test
    void shouldWriteDays() {
        long last = LocalDate.of(9999, 12, 31).toEpochDay();
        for (long day = LocalDate.of(0, 1, 1).toEpochDay(); day <= last; day += 5) {
            LocalDate date = LocalDate.ofEpochDay(day);
            assertSame(to -> to.day(date), to -> to.writeString(date.toString()));
        }
    }

    @Test
    void shouldGrowAndBeReusable() {
        json.raw("[".getBytes(UTF_8));
        for (int i = 0; i < 1_000; i++) {
            json.bool(i % 2 == 0);
            json.raw(i < 999 ? ',' : ']');
        }
        byte[] first = json.take();
        json.number(1);

        assertThat(new String(first, UTF_8)).startsWith("[true,false,true").endsWith("true,false]");
        assertThat(new String(json.take(), UTF_8)).isEqualTo("1");
    }

    private void assertNumber(double value) {
        assertSame(to -> to.number(value), to -> to.writeNumber(value));
    }

    private void assertText(String text) {
        assertSame(to -> to.string(text), to -> to.writeString(text));
    }

    private void assertTimestamp(long micros) {
        assertSame(to -> to.moment(micros), to -> to.writeString(Timestamps.format(micros)));
    }

    private void assertSame(Consumer<JsonBuffer> written, Consumer<JsonGenerator> expected) {
        written.accept(json);
        expected.accept(jackson);
        jackson.flush();
        String text = new String(json.take(), UTF_8);
        String byJackson = out.toString(UTF_8);
        out.reset();
        // AssertJ takes long for millions of assertions.
        if (!text.equals(byJackson)) {
            assertThat(text).isEqualTo(byJackson);
        }
    }
}
