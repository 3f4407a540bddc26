package dev.sluice.gateway.csv;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A format other than text that clients send by mistake, recognised by the first bytes of a file. A signature of
 * printable characters includes the bytes behind them: a CSV file may begin with a column {@code PAR1} or {@code BZh1}.
 */
enum BinaryFormat {
    GZIP("1f8b", "gzip: send it with Content-Encoding: gzip, or with a file name that ends in .gz"),
    ZIP("504b0304", "a zip archive, perhaps a spreadsheet (.xlsx or .ods): save it as CSV, or unpack it"),
    OLE2("d0cf11e0a1b11ae1", "an old Office document, perhaps a spreadsheet (.xls): save it as CSV"),
    PDF("255044462d", "a PDF document: export the data as CSV"),
    // PAR1, and the first byte of a page header.
    PARQUET("5041523115", "a Parquet file: convert it to CSV"),
    // BZh, a compression level and the mark of the first block.
    BZIP2("425a683[1-9]314159265359", "bzip2: decompress it, or compress it with gzip"),
    XZ("fd377a585a00", "xz: decompress it, or compress it with gzip"),
    ZSTD("28b52ffd", "zstd: decompress it, or compress it with gzip"),
    SEVEN_Z("377abcaf271c", "a 7z archive: unpack it");

    /** The number of bytes needed to recognise any format. */
    static final int LONGEST = 10;

    private final Pattern signature;
    private final String description;

    /** @param signature a regular expression over hexadecimal digits */
    BinaryFormat(String signature, String description) {
        this.signature = Pattern.compile(signature);
        this.description = description;
    }

    /** The format of a file with this beginning, if it is one of these. */
    static Optional<BinaryFormat> find(byte[] start) {
        String hex = HexFormat.of().formatHex(start);
        return Arrays.stream(values())
                .filter(format -> format.signature.matcher(hex).lookingAt())
                .findFirst();
    }

    /** What the file is, and what to do with it. */
    String description() {
        return description;
    }
}
