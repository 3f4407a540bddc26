package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Converts text of another charset to UTF-8 while it is read. A malformed sequence becomes the byte 0xFF, which is
 * never valid UTF-8, so that exactly the rows that contain it are rejected. Not thread-safe.
 */
public final class Utf8Input extends InputStream {
    private static final byte BROKEN = (byte) 0xFF;
    private static final int BUFFER = 8 * 1024;
    /** All characters, and one replacement byte. */
    private static final int MAX_UTF8 = (int) (BUFFER * UTF_8.newEncoder().maxBytesPerChar()) + 1;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = UTF_8.newEncoder();
    /** The minimum size of a character. Skipping more than that of malformed input might skip the end of the row. */
    private final int unit;

    private final ByteBuffer source = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER);
    private final ByteBuffer utf8 = ByteBuffer.allocate(MAX_UTF8).flip();

    /** Whether what is left of the source is too little for a character. */
    private boolean starved;

    private boolean sourceEnded;
    private boolean ended;

    public Utf8Input(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder();
        this.unit = unit(charset.name());
    }

    /**
     * Continues where another one was.
     *
     * @param charset one whose decoder has no state between characters
     */
    public Utf8Input(InputStream in, Charset charset, State state) {
        this(in, charset);
        source.clear();
        source.put(state.source()).flip();
        utf8.clear();
        utf8.put(state.utf8()).flip();
    }

    /**
     * Where it is in a text, before the end of that.
     *
     * @param source the bytes that are read and not converted
     * @param utf8 the text that is converted and not read
     */
    public record State(byte[] source, byte[] utf8) {
        public State {
            if (source.length > BUFFER || utf8.length > MAX_UTF8) {
                throw new IllegalArgumentException("expected no more bytes than its buffers hold");
            }
        }
    }

    /** What another one needs to continue. */
    public State state() {
        return new State(unread(source), unread(utf8));
    }

    private static byte[] unread(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!utf8.hasRemaining()) {
            if (ended) {
                return -1;
            }
            transcode();
        }
        int read = Math.min(length, utf8.remaining());
        utf8.get(target, offset, read);
        return read;
    }

    private void transcode() throws IOException {
        if (starved) {
            fetch();
            starved = false;
        }
        characters.clear();
        CoderResult result = decoder.decode(source, characters, sourceEnded);
        if (result.isUnderflow() && sourceEnded) {
            ended = decoder.flush(characters).isUnderflow();
        }
        utf8.clear();
        encode();
        if (result.isError()) {
            utf8.put(BROKEN);
            int skipped = result.isMalformed() ? Math.min(unit, result.length()) : result.length();
            source.position(source.position() + skipped);
        }
        utf8.flip();
        starved = result.isUnderflow() && !sourceEnded;
    }

    private void encode() {
        encoder.reset();
        characters.flip();
        // UTF-32 may encode a single surrogate, which is no character.
        while (encoder.encode(characters, utf8, true).isError()) {
            utf8.put(BROKEN);
            characters.position(characters.position() + 1);
        }
    }

    private void fetch() throws IOException {
        source.compact();
        int read = 0;
        try {
            read = in.read(source.array(), source.position(), source.remaining());
            sourceEnded = read < 0;
        } finally {
            // Also if the source breaks off: what is left may be continued.
            source.position(source.position() + Math.max(read, 0)).flip();
        }
    }

    private static int unit(String charset) {
        if (charset.contains("UTF-16")) {
            return 2;
        }
        return charset.contains("UTF-32") ? 4 : 1;
    }
}
