package dev.sluice.results.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /events}, as a client reads it. */
class EventsApiTest extends ApiOverFake {
    @Test
    void shouldSendTheStateOfAFileAndEachChange() throws Exception {
        files.set(FileSummaries.file("f", FileStatus.PENDING));

        try (Events events = open("/events?file_id=f", "")) {
            assertThat(status(events.next("file"))).isEqualTo("pending");
            files.set(FileSummaries.file("f", FileStatus.PARTIAL));
            assertThat(status(events.next("file"))).isEqualTo("partial");
            files.clear();
            assertThat(events.next("gone").data()).isEqualTo("{}");
        }
    }

    @Test
    void shouldSendFilteredFilesAndTheSystemState() throws Exception {
        files.set(FileSummaries.file("one", FileStatus.PARTIAL));
        files.set(FileSummaries.file("two", FileStatus.FAILED));

        try (Events events = open("/events?status=failed", "")) {
            JsonNode listed = events.next("files").json().path("files");
            assertThat(listed.size()).isEqualTo(1);
            assertThat(listed.path(0).path("file_id").asString()).isEqualTo("two");
            assertThat(events.next("system")
                            .json()
                            .path("stages")
                            .path(0)
                            .path("lag")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void shouldSendOnlyChangesAfterAReconnect() throws Exception {
        files.set(FileSummaries.file("f", FileStatus.PENDING));
        String last;
        try (Events events = open("/events?file_id=f", "")) {
            events.next("file");
            events.next("system");
            last = events.lastId();
        }

        try (Events events = open("/events?file_id=f", last)) {
            files.set(FileSummaries.file("f", FileStatus.PROCESSED));
            Event first = events.next();
            assertThat(first.name()).isEqualTo("file");
            assertThat(status(first)).isEqualTo("processed");
        }
    }

    @Test
    void shouldSendUnavailableAndResumeAfterwards() throws Exception {
        files.set(FileSummaries.file("f", FileStatus.PENDING));

        try (Events events = open("/events?file_id=f", "")) {
            events.next("file");
            events.next("system");
            files.goDown();
            assertThat(events.next("unavailable").json().path("detail").asString())
                    .isEqualTo("the store is restoring");
            assertThat(events.next("system-unavailable").json().path("detail").asString())
                    .isEqualTo("the store is restoring");
            files.clear();
            files.set(FileSummaries.file("f", FileStatus.PENDING));
            assertThat(status(events.next("file"))).isEqualTo("pending");
            events.next("system");
        }
    }

    @Test
    void shouldRefuseUnknownFilesAndInvalidFilters() throws Exception {
        assertThat(server.get("/events?file_id=none").statusCode()).isEqualTo(404);
        assertThat(server.get("/events?file_id=no%20id").statusCode()).isEqualTo(400);
        assertThat(server.get("/events?status=done").body()).contains("invalid-status");
        files.goDown();
        assertThat(server.get("/events?file_id=f").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldRefuseTooManyStreams() throws Exception {
        List<Events> open = new ArrayList<>();
        try {
            HttpResponse<InputStream> response = request("/events", "");
            while (response.statusCode() == 200) {
                open.add(new Events(response.body()));
                response = request("/events", "");
            }
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(open).hasSizeLessThanOrEqualTo(500).isNotEmpty();
        } finally {
            for (Events events : open) {
                events.close();
            }
        }
    }

    private static String status(Event event) {
        return event.json().path("status").asString();
    }

    /** Asks again while others' streams are still being found to be closed. */
    private static Events open(String path, String lastEventId) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = request(path, lastEventId);
        while (response.statusCode() == 429) {
            Thread.sleep(50);
            response = request(path, lastEventId);
        }
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Events(response.body());
    }

    private static HttpResponse<InputStream> request(String path, String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path)).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return server.send(request.build(), BodyHandlers.ofInputStream());
    }

    private record Event(String name, String data) {
        JsonNode json() {
            return Json.MAPPER.readTree(data);
        }
    }

    private static final class Events implements AutoCloseable {
        private final BufferedReader lines;
        private String lastId = "";
        private final List<Event> passedOver = new ArrayList<>();

        Events(InputStream body) {
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The next of that name: of two that come at once, either may be the first. */
        Event next(String name) throws IOException {
            for (Event event : passedOver) {
                if (event.name().equals(name)) {
                    passedOver.remove(event);
                    return event;
                }
            }
            Event event = next();
            while (!event.name().equals(name)) {
                passedOver.add(event);
                event = next();
            }
            return event;
        }

        /** Of the event that came last. */
        String lastId() {
            return lastId;
        }

        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            while (true) {
                String line = lines.readLine();
                assertThat(line).as("a line before the end of the stream").isNotNull();
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    lastId = id;
                    return new Event(name, data);
                }
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
