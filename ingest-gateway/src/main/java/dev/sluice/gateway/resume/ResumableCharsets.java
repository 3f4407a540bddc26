package dev.sluice.gateway.resume;

import java.nio.charset.Charset;
import java.util.Set;

/** The charsets in which a text can be resumed between any two characters: their decoders have no other state. */
final class ResumableCharsets {
    private static final Set<String> SEVERAL_BYTES = Set.of(
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "UTF-32LE",
            "UTF-32BE",
            "Shift_JIS",
            "windows-31j",
            "EUC-JP",
            "EUC-KR",
            "x-windows-949",
            "GB2312",
            "GBK",
            "GB18030",
            "Big5");

    private ResumableCharsets() {}

    static boolean include(Charset charset) {
        return SEVERAL_BYTES.contains(charset.name()) || hasOneByteForEach(charset);
    }

    private static boolean hasOneByteForEach(Charset charset) {
        return charset.canEncode()
                && charset.newEncoder().maxBytesPerChar() == 1.0f
                && charset.newDecoder().maxCharsPerByte() == 1.0f;
    }
}
