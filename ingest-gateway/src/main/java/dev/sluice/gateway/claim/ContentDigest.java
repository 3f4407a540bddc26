package dev.sluice.gateway.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.request.Ingest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hashes what makes two files the same: the text, the dataset, and how the text is read. */
public final class ContentDigest {
    private ContentDigest() {}

    /** The hash of an upload that is read to its end, whatever its charset, compression and name. */
    public static String of(UploadFile file, String dataset) {
        return of(dataset, file.format(), file.csvHeader(), file.csvOptions(), file.textSha256());
    }

    /**
     * The hash of an upload.
     *
     * @param format {@link UploadFile#format}
     * @param csvHeader {@link UploadFile#csvHeader}
     * @param csvOptions {@link UploadFile#csvOptions}
     * @param textSha256 {@link UploadFile#textSha256}
     */
    public static String of(
            String dataset, String format, @Nullable String csvHeader, @Nullable String csvOptions, String textSha256) {
        return sha256(List.of(
                bytes("upload"),
                bytes(dataset),
                bytes(format),
                bytes(Objects.requireNonNullElse(csvHeader, "")),
                bytes(Objects.requireNonNullElse(csvOptions, "")),
                bytes(textSha256)));
    }

    /** The hash of a small file that becomes one record. */
    public static String of(Ingest ingest) {
        return sha256(List.of(bytes("record"), bytes(ingest.dataset()), bytes(ingest.contentType()), ingest.payload()));
    }

    /** Each part follows its length: parts that differ never give the same text. */
    private static String sha256(List<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
