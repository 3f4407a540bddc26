package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows as the row reader passes them on, many of them with the extremes of their types. */
final class SampleRows {
    static final long FIRST_MICROS = LocalDate.of(0, 1, 1).toEpochDay() * 86_400_000_000L;
    static final long LAST_MICROS = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400_000_000L - 1;

    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "sensor-1",
        "quote \" and ' and \\",
        "line\nbreak\r\n",
        "tab\t",
        "nul\0",
        "温度 °C",
        "😀 surrogate",
        "\uFFFD",
        "null",
        "NaN",
        "ÿ",
        "\u007F\u0080",
        "z".repeat(64 * 1024),
        "é".repeat(300)
    };
    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1e308,
        -1e308,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        0.1,
        -1.5,
        1e-300,
        9007199254740993.0
    };
    private static final long[] WHOLE = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, 1L << 53, Integer.MIN_VALUE};

    private SampleRows() {}

    static List<Object[]> random(Dataset dataset, int count, Random random) {
        List<Object[]> rows = new ArrayList<>();
        // Some files have no nulls, some nothing else where it is allowed.
        int nullsPercent = new int[] {0, 20, 100}[random.nextInt(3)];
        for (int i = 0; i < count; i++) {
            rows.add(row(dataset, nullsPercent, random));
        }
        return rows;
    }

    private static Object[] row(Dataset dataset, int nullsPercent, Random random) {
        return dataset.fields().stream()
                .map(field -> !isRequired(field, dataset) && random.nextInt(100) < nullsPercent
                        ? Field.MISSING
                        : value(field.type(), random))
                .toArray();
    }

    static boolean isRequired(Field field, Dataset dataset) {
        return field.required() || field.index() == dataset.measure().index();
    }

    private static Object value(String type, Random random) {
        boolean extreme = random.nextInt(4) == 0;
        return switch (type) {
            case "string" -> extreme ? TEXTS[random.nextInt(TEXTS.length)] : "text " + random.nextInt(50);
            case "datetime" ->
                extreme
                        ? (random.nextBoolean() ? FIRST_MICROS : LAST_MICROS)
                        : random.nextLong(FIRST_MICROS, LAST_MICROS);
            case "date" ->
                extreme
                        ? (random.nextBoolean() ? LocalDate.of(0, 1, 1) : LocalDate.of(9999, 12, 31))
                        : LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000);
            case "time" ->
                extreme
                        ? (random.nextBoolean() ? LocalTime.MIN : LocalTime.MAX)
                        : LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            case "number" -> number(extreme, random);
            case "integer" -> extreme ? WHOLE[random.nextInt(WHOLE.length)] : random.nextLong() >>> random.nextInt(60);
            case "year" ->
                extreme ? (random.nextBoolean() ? -999_999_999L : 999_999_999L) : 1900L + random.nextInt(200);
            case "boolean" -> random.nextBoolean();
            case "list" ->
                random.ints(1 + random.nextInt(9))
                        .mapToDouble(i -> number(i % 4 == 0, random))
                        .toArray();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static double number(boolean extreme, Random random) {
        if (extreme) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        }
        double value = Double.longBitsToDouble(random.nextLong());
        return random.nextBoolean() && Double.isFinite(value) ? value : random.nextInt(100_000) / 100.0;
    }

    /** A row as readers should return it: times in microseconds, dates as days, lists as lists, null for no value. */
    static List<Object> expected(Object[] row) {
        List<Object> values = new ArrayList<>();
        for (Object value : row) {
            values.add(expected(value));
        }
        return values;
    }

    private static Object expected(Object value) {
        if (value == Field.MISSING) {
            return null;
        }
        if (value instanceof LocalDate day) {
            return day.toEpochDay();
        }
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1_000;
        }
        if (value instanceof Double number) {
            return number + 0.0;
        }
        if (value instanceof double[] items) {
            List<Object> list = new ArrayList<>();
            for (double item : items) {
                list.add(item + 0.0);
            }
            return list;
        }
        return value;
    }
}
