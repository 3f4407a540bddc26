package dev.sluice.objects.columnar;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** The codecs of {@link Codec} for Parquet; the library's own need Hadoop. Keeps nothing between two pages. */
final class Compressors implements CompressionCodecFactory {

    /** Compresses a page. */
    private interface Compression {
        byte[] compress(byte[] bytes, int from, int length) throws IOException;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Uncompressed();
            case ZSTD -> new Compressor(codec, Compressors::zstd);
            case SNAPPY -> new Compressor(codec, Compressors::snappy);
            case GZIP -> new Compressor(codec, Compressors::gzip);
            default -> throw new IllegalArgumentException("expected a codec of Sluice, found " + codec);
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("objects are only written");
    }

    @Override
    public void release() {}

    private static byte[] zstd(byte[] bytes, int from, int length) throws IOException {
        byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(length))];
        long size = Zstd.compressByteArray(compressed, 0, compressed.length, bytes, from, length, Codec.ZSTD_LEVEL);
        if (Zstd.isError(size)) {
            throw new IOException("expected to compress a page with zstd, found " + Zstd.getErrorName(size));
        }
        return Arrays.copyOf(compressed, (int) size);
    }

    private static byte[] snappy(byte[] bytes, int from, int length) throws IOException {
        byte[] compressed = new byte[Snappy.maxCompressedLength(length)];
        int size = Snappy.compress(bytes, from, length, compressed, 0);
        return Arrays.copyOf(compressed, size);
    }

    private static byte[] gzip(byte[] bytes, int from, int length) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (Gzip gzip = new Gzip(compressed)) {
            gzip.write(bytes, from, length);
        }
        return compressed.toByteArray();
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Codec.DEFLATE_LEVEL);
        }
    }

    private record Compressor(CompressionCodecName codec, Compression compression) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            ByteBuffer bytes = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), buffer -> {});
            return BytesInput.from(
                    compression.compress(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {}
    }

    private record Uncompressed() implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput page) {
            return page;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public void release() {}
    }
}
