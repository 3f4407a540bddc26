package dev.sluice.objects.columnar;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;

/**
 * Opens Parquet files with the settings of all of Sluice's: pages of version 2, row groups of 16 MiB, checksums of
 * pages. Needs no class of Hadoop at run time, though the library's signatures name some.
 */
final class ParquetFile {
    /** Before compression. A writer keeps one row group in memory, and of the others what the footer says of them. */
    private static final long ROW_GROUP_BYTES = 16L * 1024 * 1024;

    /**
     * So many rows may come before the writer looks again at how large its pages and row group are. The library's
     * 10,000 rows would be 640 MB when short rows are followed by some of the largest, which have 64 KiB.
     */
    private static final int MOST_UNCHECKED_ROWS = 100;

    private static final int LEAST_UNCHECKED_ROWS = 10;

    /** The footer keeps the smallest and the largest text of each row group and page until the end. */
    private static final int MAX_STATISTICS_BYTES = 64;

    /**
     * The dictionaries of all columns together. The size of a row group doesn't include them, and in memory they take
     * about five times their size.
     */
    private static final int DICTIONARY_BYTES = 2 * 1024 * 1024;

    private static final int MAX_DICTIONARY_BYTES = 1024 * 1024;
    /** Smaller ones hold too few values for what they cost, 16 KiB a column at least. */
    private static final int MIN_DICTIONARY_BYTES = 2 * 1024;

    private ParquetFile() {}

    /** @param out closed with the writer */
    static <T> ParquetWriter<T> open(OutputStream out, ParquetRecordWriter<T> records, Codec codec) throws IOException {
        int dictionaryBytes = Math.min(MAX_DICTIONARY_BYTES, DICTIONARY_BYTES / records.columns());
        return new Builder<>(new StreamOutputFile(out), records)
                .withConf(new PlainParquetConfiguration())
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withMinRowCountForPageSizeCheck(LEAST_UNCHECKED_ROWS)
                .withMaxRowCountForPageSizeCheck(MOST_UNCHECKED_ROWS)
                .withDictionaryPageSize(Math.max(dictionaryBytes, MIN_DICTIONARY_BYTES))
                .withDictionaryEncoding(dictionaryBytes >= MIN_DICTIONARY_BYTES)
                // Few readers know them, and they take as much memory as the other statistics.
                .withSizeStatisticsEnabled(false)
                .withStatisticsTruncateLength(MAX_STATISTICS_BYTES)
                .withColumnIndexTruncateLength(MAX_STATISTICS_BYTES)
                .withPageWriteChecksumEnabled(true)
                .withCodecFactory(new Compressors())
                .withCompressionCodec(codec.inParquet())
                .build();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final ParquetRecordWriter<T> records;

        Builder(StreamOutputFile file, ParquetRecordWriter<T> records) {
            super(file);
            this.records = records;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        /** Never called: Hadoop isn't there at run time. */
        @Override
        @SuppressWarnings("deprecation") // Abstract all the same.
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return records;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return records;
        }
    }
}
