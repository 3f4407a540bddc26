package dev.sluice.tabular.dataset.type;

/** The named formats of {@code datetime} fields; a document can't name {@link #SERIAL}. */
public enum DateTimeFormat implements DateTimeType.DateTimeReader {
    /** XML Schema's {@code dateTime}, in the years 0000 to 9999 and without 24:00. */
    DEFAULT {
        @Override
        public long micros(String cell) {
            return isXsd(cell) ? Timestamps.parseOrNone(cell) : Timestamps.NONE;
        }

        @Override
        public String expected(boolean withZone) {
            return withZone
                    ? "a date and time with a zone such as 2024-01-26T15:00:00Z"
                    : "a date and time such as 2024-01-26T15:00:00 or 2024-01-26T15:00:00.300-05:00";
        }
    },
    /** Everything that {@link Timestamps} reads. */
    ANY {
        @Override
        public long micros(String cell) {
            return Timestamps.parseOrNone(cell);
        }

        @Override
        public String expected(boolean withZone) {
            return withZone
                    ? "a date and time with a zone (ISO-8601)"
                    : "a date and time (ISO-8601, or epoch seconds or milliseconds)";
        }
    },
    /**
     * Days since 1899-12-30 with a fraction for the time of day, as spreadsheets store date-times, from March 1900 on.
     * Their digits are good for milliseconds.
     */
    SERIAL {
        @Override
        public long micros(String cell) {
            double days = Decimals.parseOrNaN(cell.replace(',', '.'));
            return days >= FIRST_SERIAL && days < END_OF_SERIALS
                    ? Math.round((days - SERIAL_OF_1970) * MILLIS_PER_DAY) * 1_000
                    : Timestamps.NONE;
        }

        @Override
        public boolean hasZone(String cell) {
            return false;
        }

        @Override
        public boolean isLocal(String cell) {
            return true;
        }

        @Override
        public String expected(boolean withZone) {
            return "a spreadsheet's number of days such as 45291.5";
        }
    };

    private static final int FIRST_SERIAL = 61;
    private static final int END_OF_SERIALS = 2_958_466;
    private static final int SERIAL_OF_1970 = 25_569;
    private static final double MILLIS_PER_DAY = 86_400_000;

    private static final int SHORTEST = "2024-01-26T15:00:00".length();
    private static final int OFFSET = "-05:00".length();

    @Override
    public String hint(String cell) {
        return this == ANY ? Timestamps.hint(cell) : "";
    }

    @Override
    public boolean hasZone(String cell) {
        return Timestamps.hasZone(cell);
    }

    @Override
    public boolean isLocal(String cell) {
        return Timestamps.isLocal(cell);
    }

    /** Whether a text that {@link Timestamps} reads has all separators of XML Schema and no others, and seconds. */
    private static boolean isXsd(String text) {
        if (text.length() < SHORTEST
                || text.charAt(10) != 'T'
                || text.charAt(16) != ':'
                || text.matches(".*(,| |UTC).*")) {
            return false;
        }
        int sign = Math.max(text.indexOf('+'), text.lastIndexOf('-'));
        boolean hasOffset = sign >= SHORTEST;
        return hasOffset
                ? sign + OFFSET == text.length() && text.charAt(sign + 3) == ':'
                : text.charAt(text.length() - 1) != 'z';
    }
}
