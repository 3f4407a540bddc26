package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.text.Limits;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an object says about itself. Objects of the same rows and the same description have the same bytes.
 *
 * @param fileId the file that it was made of
 * @param checksum the SHA-256 of the file's text in hexadecimal, or what else its gateway recorded; may be empty
 * @param version Sluice's version
 */
public record ObjectDescription(String fileId, String checksum, String version) {
    private static final int SYNC_MARKER_BYTES = 16;

    /** @throws IllegalArgumentException saying what was expected and what was found */
    public ObjectDescription {
        FileIds.require(fileId);
        Limits.text("checksum", checksum, Limits.CODE_CHARS);
        Limits.text("version", version, Limits.CODE_CHARS);
    }

    /** The entries of an object's metadata, in the order of their names. */
    Map<String, String> metadata(Dataset dataset) {
        Map<String, String> entries = new TreeMap<>();
        entries.put("sluice.version", version);
        entries.put("sluice.file-id", fileId);
        entries.put("sluice.checksum", checksum);
        entries.put("sluice.dataset", dataset.name());
        entries.put("sluice.dataset.title", Limits.cut("title", dataset.title(), Limits.NAME_CHARS));
        // Documents have no version; another document under the same name has another digest.
        entries.put("sluice.dataset.sha256", HexFormat.of().formatHex(sha256(dataset.document())));
        return entries;
    }

    /** The marker between Avro's blocks: unlikely in data, and the same for the same file. */
    byte[] syncMarker() {
        return Arrays.copyOf(sha256(fileId + '\n' + checksum), SYNC_MARKER_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
