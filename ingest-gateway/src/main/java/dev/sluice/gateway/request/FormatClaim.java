package dev.sluice.gateway.request;

import java.util.Locale;
import java.util.Optional;

/**
 * What a client says that its file is.
 *
 * @param format the format
 * @param source where it says so, for messages
 */
public record FormatClaim(Format format, String source) {
    /** The formats of files. */
    public enum Format {
        CSV("text/csv"),
        JSON("application/json"),
        NDJSON("application/x-ndjson");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** The claim of the content type, or else that of the file's name; nothing if neither names a format. */
    public static Optional<FormatClaim> of(Upload upload) {
        String type = upload.contentType().orElse("").split(";", 2)[0].strip();
        return ofType(type.toLowerCase(Locale.ROOT))
                .map(format -> new FormatClaim(format, "the content type " + type))
                .or(() -> ofName(upload.filename())
                        .map(format -> new FormatClaim(format, "the file name " + upload.filename())));
    }

    private static Optional<Format> ofType(String type) {
        return switch (type) {
            case "text/csv", "application/csv", "text/tab-separated-values" -> Optional.of(Format.CSV);
            case "application/json", "text/json" -> Optional.of(Format.JSON);
            case "application/x-ndjson",
                    "application/ndjson",
                    "application/jsonl",
                    "application/jsonlines",
                    "application/x-jsonlines" -> Optional.of(Format.NDJSON);
            default -> Optional.empty();
        };
    }

    private static Optional<Format> ofName(String filename) {
        if (filename.equals(FileNames.DEFAULT)) {
            // The client may have given none.
            return Optional.empty();
        }
        String name = filename.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv", "tsv" -> Optional.of(Format.CSV);
            case "json" -> Optional.of(Format.JSON);
            case "ndjson", "jsonl" -> Optional.of(Format.NDJSON);
            default -> Optional.empty();
        };
    }
}
