package dev.sluice.objects.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.objects.store.ObjectStoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequest, INVALID, false",
        "401, Unauthorized, FORBIDDEN, false",
        "403, AccessDenied, FORBIDDEN, false",
        "404, NoSuchBucket, MISSING, false",
        "409, ConditionalRequestConflict, UNAVAILABLE, true",
        "412, PreconditionFailed, CHANGED, false",
        "429, TooManyRequests, UNAVAILABLE, true",
        "500, InternalError, UNAVAILABLE, true",
        "503, SlowDown, UNAVAILABLE, true"
    })
    void shouldTellWhatAnAnswerMeans(int status, String code, Reason reason, boolean temporary) {
        ObjectStoreException told = S3Failures.of("a/b.csv", answer(status, code));

        assertThat(told).hasMessage("a/b.csv: S3 answered " + status + " " + code);
        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told.isTemporary()).isEqualTo(temporary);
    }

    @Test
    void shouldTellThatPartsWereCompletedBefore() {
        assertThat(S3Failures.isUploadGone(answer(404, "NoSuchUpload"))).isTrue();
        assertThat(S3Failures.isUploadGone(answer(404, "NoSuchBucket"))).isFalse();
        assertThat(S3Failures.isConditionFailed(answer(412, "PreconditionFailed")))
                .isTrue();
        assertThat(S3Failures.isConditionFailed(answer(404, "NoSuchUpload"))).isFalse();
    }

    private static SdkException answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("the key AKIAEXAMPLE is unknown")
                        .build())
                .build();
    }

    @Test
    void shouldTellWhyThereIsNoAnswer() {
        var credentials = SdkClientException.create("Unable to load credentials from any of the providers");
        var network = SdkClientException.create("Unable to execute HTTP request: Connection refused");

        assertThat(S3Failures.of("x", credentials))
                .hasMessage("x: there are no credentials for S3")
                .satisfies(told -> assertThat(told.reason()).isEqualTo(Reason.FORBIDDEN));
        assertThat(S3Failures.of("x", network))
                .hasMessage("x: no answer from S3")
                .satisfies(told -> assertThat(told.isTemporary()).isTrue());
    }
}
