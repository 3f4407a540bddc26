package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.tabular.text.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code upload-claims}. The topic has one partition, and the order of its records decides which of several
 * attempts to store the same content, or to use the same idempotency key, counts. Written by gateways only, without
 * transactions. The property {@code type} is its kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UploadClaim.ClaimMade.class, name = "claim_made"),
    @JsonSubTypes.Type(value = UploadClaim.ClaimConfirmed.class, name = "claim_confirmed"),
    @JsonSubTypes.Type(value = UploadClaim.ClaimReleased.class, name = "claim_released"),
})
public sealed interface UploadClaim {
    /** The maximum length of an idempotency key. */
    int KEY_CHARS = 255;

    /** The file of the attempt. */
    String fileId();

    /**
     * An attempt has read its content, and asks whether it may end its file.
     *
     * @param client whose attempt it is; claims of different clients don't affect each other
     * @param idempotencyKey the client's key for the request, or null
     * @param content the hash of the text, the dataset, and the options that change how the text is read
     * @param refuseDuplicates whether the attempt is refused if another file has the same content
     */
    record ClaimMade(
            String fileId, String client, @Nullable String idempotencyKey, String content, boolean refuseDuplicates)
            implements UploadClaim {
        public ClaimMade {
            FileIds.require(fileId);
            Limits.text("client", client, Limits.NAME_CHARS);
            Limits.optionalText("idempotency_key", idempotencyKey, KEY_CHARS);
            Limits.text("content", content, Limits.CODE_CHARS);
        }
    }

    /**
     * The file is stored.
     *
     * @param status its status, as in the API
     * @param from the record that says so, or null if the gateway that stored the file does
     */
    record ClaimConfirmed(
            String fileId, String status, @Nullable Position from) implements UploadClaim {
        public ClaimConfirmed {
            FileIds.require(fileId);
            Limits.text("status", status, Limits.CODE_CHARS);
        }
    }

    /**
     * The attempt failed, or its file failed or is deleted: others may use its key, and store its content.
     *
     * @param from the record that says so, or null if the gateway of the attempt does
     */
    record ClaimReleased(String fileId, @Nullable Position from) implements UploadClaim {
        public ClaimReleased {
            FileIds.require(fileId);
        }
    }

    /**
     * A record of {@code file-results} or {@code file-deletions}. The gateway that writes it has written what follows
     * from all earlier records of the partition, so a gateway that starts need not read these.
     *
     * @param topic its name without the prefix
     */
    record Position(String topic, int partition, long offset) {
        public Position {
            Limits.text("topic", topic, Limits.CODE_CHARS);
            Limits.count("partition", partition);
            Limits.count("offset", offset);
        }
    }
}
