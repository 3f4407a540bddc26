package dev.sluice.gateway;

import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Datasets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/** Makes uploads of servlet requests. */
final class UploadRequests {
    private UploadRequests() {}

    /**
     * The dataset that is asked for, {@code sensor-readings} by default.
     *
     * @throws UploadException if there is no such dataset
     */
    static Dataset dataset(Query query) throws UploadException {
        String name = query.find("dataset").orElse(Datasets.SENSOR_READINGS.name());
        return Datasets.find(name)
                .orElseThrow(() -> new UploadException(
                        Problem.UNKNOWN_DATASET,
                        "expected one of the datasets " + Datasets.SENSOR_READINGS.name() + ", found " + name));
    }

    /**
     * The upload in the request's body: the part of a form, or any other body as it is.
     *
     * @throws UploadException if there is none
     */
    static Upload upload(HttpServletRequest request, Query query) throws UploadException {
        String filename = query.find("filename").map(FileNames::clean).orElse(FileNames.DEFAULT);
        String type = request.getContentType() == null
                ? ""
                : request.getContentType().strip().toLowerCase(Locale.ROOT);
        try {
            if (type.startsWith("multipart/form-data")) {
                return FormUpload.open(request, filename);
            }
            if (type.startsWith("multipart/")) {
                throw new UploadException(
                        Problem.UNSUPPORTED_BODY, "expected multipart/form-data or the file itself, found " + type);
            }
            return new RawUpload(filename, request.getInputStream());
        } catch (IOException e) {
            throw new UploadException(Problem.ABORTED, "the upload broke off before the file began", e);
        }
    }
}
