package dev.sluice.results.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a download that a client asks for in the header {@code Range} (RFC 9110, section 14).
 *
 * @param first the offset of the first byte, or null for the last bytes of the download
 * @param last the offset of the last byte; without a first one, the number of bytes
 */
public record ByteRange(@Nullable Long first, long last) {
    /** Up to 18 digits are a {@code long}. */
    private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** Some bytes of a download whose size is known. */
    public record Part(long offset, long length) {}

    /**
     * Returns the range, or nothing if the header has none, several, or none of bytes: then the client gets all of the
     * download.
     */
    public static Optional<ByteRange> parse(@Nullable String header) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(new ByteRange(null, Long.parseLong(last)));
        }
        long begin = Long.parseLong(first);
        long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        return begin <= end ? Optional.of(new ByteRange(begin, end)) : Optional.empty();
    }

    /** Returns the bytes of a download of this size, or nothing if it has none of them. */
    public Optional<Part> of(long size) {
        long begin = first == null ? Math.max(0, size - last) : first;
        long end = first == null ? size - 1 : Math.min(last, size - 1);
        return begin <= end ? Optional.of(new Part(begin, end - begin + 1)) : Optional.empty();
    }
}
