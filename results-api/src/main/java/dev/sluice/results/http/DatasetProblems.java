package dev.sluice.results.http;

import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.tabular.dataset.Field.Violation;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Problems of requests for datasets, their results, and the contract. */
public final class DatasetProblems {
    private DatasetProblems() {}

    static ResultsProblem unknownDataset(String name, Collection<String> known) {
        return unknown("unknown-dataset", "Unknown dataset", "the name of a dataset", name, known);
    }

    public static ResultsProblem unknownSchema(String name, Collection<String> known) {
        return unknown("unknown-schema", "Unknown schema", "the name of a schema", name, known);
    }

    public static ResultsProblem unknownSeries(String dataset, String key) {
        return new ResultsProblem(
                HttpStatus.NOT_FOUND,
                "unknown-series",
                "Unknown series",
                "expected the key of a series that a complete file of " + dataset + " has, found "
                        + ResultsProblem.quoted(key));
    }

    public static ResultsProblem unknownMeasurement(String measuredAt) {
        return new ResultsProblem(
                HttpStatus.NOT_FOUND,
                "unknown-measurement",
                "Unknown measurement",
                "expected a time at which something was measured, found " + measuredAt);
    }

    public static ResultsProblem invalidTime(List<Violation> violations) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-time",
                "Invalid time",
                String.join("; ", violations.stream().map(Violation::message).toList()));
    }

    public static ResultsProblem missingSeries(String dataset) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "missing-series",
                "Missing series",
                "expected the key of a series of " + dataset + " as series, found none");
    }

    static ResultsProblem invalidTime(String parameter, String found) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-time",
                "Invalid time",
                "expected a time such as 2026-11-01T10:00:00Z as " + parameter + ", found "
                        + ResultsProblem.quoted(found));
    }

    private static ResultsProblem unknown(
            String code, String title, String expected, String found, Collection<String> known) {
        ProblemDocument problem = new ProblemDocument(
                HttpStatus.NOT_FOUND.value(),
                code,
                title,
                "expected " + expected + ", found " + ResultsProblem.quoted(found) + "; there are "
                        + String.join(", ", known));
        return new ResultsProblem(problem.with("known", known));
    }
}
