package dev.sluice.gateway.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The byte order marks that identify the charset of a text. */
public enum ByteOrderMark {
    // UTF-32LE's mark begins with UTF-16LE's, so it is tested first.
    UTF_32LE(Charset.forName("UTF-32LE"), "fffe0000"),
    UTF_32BE(Charset.forName("UTF-32BE"), "0000feff"),
    UTF_16LE(StandardCharsets.UTF_16LE, "fffe"),
    UTF_16BE(StandardCharsets.UTF_16BE, "feff"),
    UTF_8(StandardCharsets.UTF_8, "efbbbf");

    private final Charset charset;
    private final String hex;

    ByteOrderMark(Charset charset, String hex) {
        this.charset = charset;
        this.hex = hex;
    }

    /** The byte order mark at the start of a text, if there is one. */
    public static Optional<ByteOrderMark> find(byte[] start) {
        String found = HexFormat.of().formatHex(start);
        return Arrays.stream(values())
                .filter(mark -> found.startsWith(mark.hex))
                .findFirst();
    }

    public Charset charset() {
        return charset;
    }

    /** In bytes. */
    public int length() {
        return hex.length() / 2;
    }
}
