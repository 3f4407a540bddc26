package dev.sluice.client.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.StubSluice;
import dev.sluice.schemas.message.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SeriesPageTest {
    @Test
    void shouldHaveTheSeriesInTheirOrderAndTheCursorOfTheNextPage() {
        SeriesPage page = SeriesPage.of(document().put("next_cursor", "abc"));

        assertThat(page.series().keySet()).containsExactly("s-2", "s-1");
        assertThat(page.series().get("s-1").count()).isEqualTo(3);
        assertThat(page.next()).isEqualTo("abc");
    }

    @Test
    void shouldEndWithThePageThatHasNoCursor() {
        assertThat(SeriesPage.of(document()).next()).isNull();
    }

    private static ObjectNode document() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        ObjectNode series = document.putObject("aggregated_data");
        series.set("s-2", figures(2));
        series.set("s-1", figures(3));
        return document;
    }

    private static JsonNode figures(long count) {
        return Json.MAPPER.valueToTree(StubSluice.statistics(count, 1, 2));
    }
}
