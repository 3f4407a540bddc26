package dev.sluice.objects.store;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of the S3 client means. Messages of the server name no credentials; those of the client aren't passed on. */
final class S3Failures {
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private S3Failures() {}

    /** Whether a condition on the object that is there wasn't met. */
    static boolean isConditionFailed(SdkException failure) {
        return failure instanceof AwsServiceException service
                && (service.statusCode() == PRECONDITION_FAILED || service.statusCode() == CONFLICT);
    }

    /** Whether the parts of an object were completed or aborted before: perhaps by this client, which repeats requests. */
    static boolean isUploadGone(SdkException failure) {
        return failure instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && "NoSuchUpload".equals(service.awsErrorDetails().errorCode());
    }

    static ObjectStoreException of(String key, SdkException failure) {
        if (failure instanceof AwsServiceException service) {
            return new ObjectStoreException(reason(service.statusCode()), key + ": " + inWords(service), failure);
        }
        // Its cause has what the log needs.
        boolean credentials = String.valueOf(failure.getMessage()).contains("credentials");
        return new ObjectStoreException(
                credentials ? Reason.FORBIDDEN : Reason.UNAVAILABLE,
                key + ": " + (credentials ? "there are no credentials for S3" : "no answer from S3"),
                failure);
    }

    private static String inWords(AwsServiceException failure) {
        var details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return "S3 answered " + failure.statusCode() + (code == null ? "" : " " + code);
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 404 -> Reason.MISSING;
            case PRECONDITION_FAILED -> Reason.CHANGED;
            case 401, 403 -> Reason.FORBIDDEN;
            case CONFLICT, 408, 429 -> Reason.UNAVAILABLE;
            default -> status >= 500 ? Reason.UNAVAILABLE : Reason.INVALID;
        };
    }
}
