package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {
    private static final URI URL = URI.create("http://localhost:1");

    @Test
    void shouldBeSentAsAHeaderAloneWithEachRequest() {
        ApiRequests requests = new ApiRequests(URL, ClientKey.of(" slc_secret\n"));

        for (HttpRequest.Builder builder : List.of(
                requests.files(null, 1),
                requests.deleteFile("x"),
                requests.upload("a.csv", Map.of(), BodyPublishers.noBody()),
                requests.resultCsv("x"))) {
            HttpRequest request = builder.build();
            assertThat(request.headers().allValues("x-api-key")).containsExactly("slc_secret");
            assertThat(request.uri().toString()).doesNotContain("slc_");
        }
    }

    @Test
    void shouldSendNothingWithoutAKey() {
        assertThat(new ApiRequests(URL).datasets().build().headers().map()).doesNotContainKey("x-api-key");
        assertThat(ClientKey.of("  ")).isEqualTo(ClientKey.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slc_a b", "slc_a\r\nx: y", "slc_ü", "slc_\u0000"})
    void shouldNotRepeatAKeyThatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientKey.of(text))
                .withMessageContaining("visible ASCII")
                .withMessageNotContaining("slc_");
    }

    @Test
    void shouldNotShowTheKey() {
        assertThat(ClientKey.of("slc_secret")).hasToString("a key");
    }
}
