package dev.sluice.tabular.row.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.Limits;
import dev.sluice.tabular.text.TruncatedText;
import dev.sluice.tabular.text.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** A text that should be JSON. Positions in it are byte indexes. */
final class JsonText {
    private static final int MAX_MESSAGE_CHARS = 512;

    /** The parser's messages end with details for programmers. */
    private static final String FOR_PROGRAMMERS = ": enable | \\(start marker | \\(for | \\(not recognized ";

    private static final JsonFactory JSON = JsonFactory.builder()
            // JSON must be UTF-8, for which byte positions are known.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            // A record is small, so the length of its parts needs no limit.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.RECORD_BYTES)
                    .maxNumberLength(Limits.RECORD_BYTES)
                    .maxNameLength(Limits.RECORD_BYTES)
                    .build())
            .build();

    private final byte[] text;
    private final long firstLine;
    private final boolean allUtf8;
    private final byte[] parsed;

    JsonText(byte[] text, long firstLine) {
        this.text = text;
        this.firstLine = firstLine;
        allUtf8 = Utf8.isValid(text, 0, text.length);
        // A single invalid character must not hide everything after it.
        parsed = allUtf8 ? text : Utf8.repaired(text);
    }

    byte[] bytes() {
        return text;
    }

    int start() {
        return start(text);
    }

    /** The start of a text: after the byte order mark, if it has one. */
    static int start(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    int end() {
        return text.length;
    }

    /** A parser whose positions are relative to {@code from}. */
    JsonParser parser(int from, int to) {
        return JSON.createParser(ObjectReadContext.empty(), parsed, from, to - from);
    }

    boolean isUtf8(int from, int to) {
        return allUtf8 || Utf8.isValid(text, from, to);
    }

    /** The raw text of a row, truncated like one in CSV. */
    TruncatedText raw(int from, int to) {
        return TruncatedText.ofUtf8(text, from, to, CsvRows.MAX_RAW_BYTES);
    }

    /** The error of a parser that started at {@code from}, at the beginning of the text, with its position. */
    RowError broken(JacksonException complaint, int from) {
        return broken(complaint, from, firstLine);
    }

    /**
     * Likewise for a parser that started at the beginning of a line with a known number, which avoids counting lines.
     */
    RowError broken(JacksonException complaint, int from, long fromLine) {
        return broken(complaint, place(from, position(complaint, from), fromLine));
    }

    /** Likewise for a parser that started at the beginning of a numbered document. */
    RowError brokenDocument(JacksonException complaint, int from, long number) {
        String before = new String(text, from, position(complaint, from) - from, UTF_8);
        return broken(
                complaint, "character " + (before.codePointCount(0, before.length()) + 1) + " of document " + number);
    }

    private static int position(JacksonException complaint, int from) {
        TokenStreamLocation location = complaint.getLocation();
        return from + (location == null ? 0 : Math.max(0, (int) location.getByteOffset()));
    }

    private static RowError broken(JacksonException complaint, String place) {
        String what = complaint.getOriginalMessage();
        String shown = what.startsWith("Unexpected end-of-input")
                ? "the text ends there"
                : TruncatedText.ofChars(Utf8.encodable(what.split(FOR_PROGRAMMERS, 2)[0]), MAX_MESSAGE_CHARS);
        return RejectReasons.notJson("expected JSON, found none at " + place + ": " + shown);
    }

    private String place(int from, int at, long fromLine) {
        long line = fromLine;
        int lineStart = from;
        for (int i = lineStart; i < at; i++) {
            boolean ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.length || text[i + 1] != '\n'));
            if (ends) {
                line++;
                lineStart = i + 1;
            }
        }
        String before = new String(text, lineStart, at - lineStart, UTF_8);
        return "line " + line + ", column " + (before.codePointCount(0, before.length()) + 1);
    }
}
