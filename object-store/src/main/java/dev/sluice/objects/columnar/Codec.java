package dev.sluice.objects.columnar;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.file.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How objects are compressed, block by block: each block has so many rows that a reader can skip the others. */
public enum Codec {
    /** Zstandard, level 3: small and fast; the default. */
    ZSTD(CompressionCodecName.ZSTD),
    /** Snappy, which the oldest readers know. */
    SNAPPY(CompressionCodecName.SNAPPY),
    /** Gzip in Parquet; in Avro deflate, which is the same without a header. */
    GZIP(CompressionCodecName.GZIP),
    NONE(CompressionCodecName.UNCOMPRESSED);

    /** The libraries' own default, named so that their next version doesn't change it. */
    static final int ZSTD_LEVEL = 3;

    static final int DEFLATE_LEVEL = 6;

    private final CompressionCodecName inParquet;

    Codec(CompressionCodecName inParquet) {
        this.inParquet = inParquet;
    }

    /**
     * The codec of a setting.
     *
     * @param text its name in any case
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static Codec of(String text) {
        return Arrays.stream(values())
                .filter(codec -> codec.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of the codecs "
                        + Arrays.stream(values())
                                .map(codec -> codec.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", found " + text));
    }

    CompressionCodecName inParquet() {
        return inParquet;
    }

    CodecFactory inAvro() {
        return switch (this) {
            case ZSTD -> CodecFactory.zstandardCodec(ZSTD_LEVEL);
            case SNAPPY -> CodecFactory.snappyCodec();
            case GZIP -> CodecFactory.deflateCodec(DEFLATE_LEVEL);
            case NONE -> CodecFactory.nullCodec();
        };
    }
}
