package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.Problem;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** An example of each problem, for {@code /docs}, in the responses whose description names its code. */
public final class ProblemExamples implements GlobalOpenApiCustomizer {
    private static final String PROBLEM = "application/problem+json";

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().forEach((path, item) -> {
            Operation operation = item.getPost();
            if (operation != null) {
                operation.getResponses().forEach((status, response) -> addTo(response, status));
            }
        });
    }

    private static void addTo(ApiResponse response, String status) {
        MediaType media =
                response.getContent() == null ? null : response.getContent().get(PROBLEM);
        if (media == null) {
            return;
        }
        for (Problem problem : Problem.values()) {
            if (status.equals(Integer.toString(problem.status()))
                    && response.getDescription().contains("`" + problem.code() + "`")) {
                media.addExamples(problem.code(), new Example().value(example(problem)));
            }
        }
    }

    private static Map<String, Object> example(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", detail(problem));
        body.put("code", problem.code());
        body.putAll(properties(problem));
        return body;
    }

    private static Map<String, Object> properties(Problem problem) {
        return switch (problem) {
            case MISSING_COLUMN -> Map.of("missing", List.of("value"), "found", List.of("time", "sensor"));
            case UNKNOWN_DATASET -> Map.of("datasets", List.of("measurements", "sensor-readings", "song-plays"));
            case BAD_LAYOUT -> Map.of("columns", List.of("time"), "found", List.of("time", "pump"));
            default -> Map.of();
        };
    }

    /** What a client might be told. */
    private static String detail(Problem problem) {
        return switch (problem) {
            case EMPTY_FILE -> "expected rows of CSV, found nothing but blank lines or nothing";
            case NOT_TEXT ->
                "expected text, found gzip: send it with Content-Encoding: gzip, or with a file name that ends in .gz";
            case ROW_TOO_LONG -> "the row on line 12 is longer than 65536 bytes";
            case UNCLOSED_QUOTE -> "the quoted field that begins on line 12 is never closed";
            case MISSING_COLUMN -> "expected the columns timestamp, sensor_id, value; missing: value";
            case DUPLICATE_COLUMN -> "expected each column once, found value twice";
            case TOO_MANY_COLUMNS -> "expected at most 10000 columns, found 12041";
            case EXTRA_COLUMN -> "expected the columns time_stamp, data, found unit, too";
            case WRONG_COLUMN_ORDER -> "expected the columns in the order time_stamp, data";
            case UNKNOWN_FIELD -> "expected one of the fields timestamp, sensor_id, value, found temp";
            case UNKNOWN_COLUMN -> "expected one of the columns time, sensor, found temp_c";
            case BAD_CONSTANT -> "expected a finite decimal number for value, found warm";
            case BAD_LAYOUT -> "expected columns beside time, of which each is a series, found none";
            case BAD_OPTIONS -> "expected rows from 1 to 1000, found 0";
            case BAD_GZIP -> "expected gzip, found data that can't be inflated";
            case UNKNOWN_CHARSET ->
                "expected a charset such as UTF-8, UTF-16LE, windows-1252 or ISO-8859-1, found latin-9000";
            case UNKNOWN_DATASET ->
                "expected one of the datasets measurements, sensor-readings, song-plays, found songs";
            case MISSING_FILE -> "expected a part named file in the multipart/form-data body, found none";
            case SEVERAL_FILES -> "expected one part named file, found another: send one request for each file";
            case BAD_FORM_PART -> "expected options before the part file, found the part dry_run behind it";
            case INFLATED_TOO_LARGE -> "expected at most 10737418240 bytes when inflated, found more";
            case TOO_LARGE -> "expected a body of at most 524288 bytes, found more: a larger file goes to /upload";
            case BAD_FORM -> "expected multipart/form-data: the boundary is missing";
            case BAD_QUERY -> "expected dataset once, found it again";
            case UNSUPPORTED_BODY -> "expected multipart/form-data or the file itself, found application/pdf";
            case UNSUPPORTED_ENCODING -> "expected the Content-Encoding gzip or identity, found br";
            case TOO_SLOW -> "expected at least 1024 bytes/s of the client over 20000 ms of waiting, found less";
            case DISK_FULL ->
                "expected at least 1073741824 bytes free where the log is kept, found 734003200: nothing is stored until there is more";
            case ABORTED -> "the upload broke off after 524270 bytes of the file";
            case TOO_MANY_UPLOADS, TOO_MANY_INGESTS -> "there are 64 such requests going on, which is the limit";
            case LOG_UNAVAILABLE -> "the file could not be stored, no broker answers";
            case ABANDONED -> "the log heard nothing of the upload for longer than its deadline of 60 s";
            case OVERDUE -> "the log heard nothing of the upload for more than half its deadline of 600 s";
            case INTERNAL -> "the gateway failed; its own log says why";
        };
    }
}
