package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SampleTextTest {
    @Test
    void shouldReadUtf8WithAndWithoutAByteOrderMark() throws Exception {
        assertThat(read("a;ü\n".getBytes(UTF_8), 100)).isEqualTo("a;ü\n");
        assertThat(read("\uFEFFa;ü\n".getBytes(UTF_8), 100)).isEqualTo("a;ü\n");
    }

    @Test
    void shouldReadUtf16() throws Exception {
        SampleText text = sample("\uFEFFa;ü\n".getBytes(UTF_16LE), 100);

        assertThat(new String(text.utf8(), UTF_8)).isEqualTo("a;ü\n");
        assertThat(text.mustNameCharset()).isFalse();
    }

    @Test
    void shouldTakeWhatIsNoUtf8ForWindows1252() throws Exception {
        SampleText text = sample("Fühler;1\n".getBytes(ISO_8859_1), 100);

        assertThat(new String(text.utf8(), UTF_8)).isEqualTo("Fühler;1\n");
        assertThat(text.mustNameCharset()).isTrue();
    }

    @Test
    void shouldCutALargeFileBehindALine() throws Exception {
        assertThat(read("a;1\nb;2\nc;3\n".getBytes(UTF_8), 10)).isEqualTo("a;1\nb;2\n");
        assertThat(sample("a;1\nb;2\n".getBytes(UTF_8), 6).whole()).isFalse();
        assertThat(sample("a;1\nb;2\n".getBytes(UTF_8), 8).whole()).isTrue();
    }

    @Test
    void shouldReadTheBeginningOfGzip() throws Exception {
        byte[] gzip = gzip("a;1\nb;2\nc;3\n".getBytes(UTF_8));

        assertThat(read(gzip, 100)).isEqualTo("a;1\nb;2\nc;3\n");
        assertThat(read(gzip, 5)).isEqualTo("a;1\n");
        assertThatThrownBy(() -> sample(Arrays.copyOf(gzip, 15), 100))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining("broken gzip");
    }

    @Test
    void shouldRefuseWhatIsNoText() {
        assertThatThrownBy(() -> sample(new byte[] {'P', 'K', 3, 4, 0}, 100))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining("save a sheet as CSV");
        assertThatThrownBy(() -> sample(new byte[] {1, 0, 2}, 100))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining("binary file");
        assertThatThrownBy(() -> sample(new byte[] {'a', 'b', 'c', 'd'}, 3))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining("expected lines of text, found none in the first 3 bytes");
    }

    private static String read(byte[] bytes, int maxBytes) throws Exception {
        return new String(sample(bytes, maxBytes).utf8(), UTF_8);
    }

    private static SampleText sample(byte[] bytes, int maxBytes) throws IOException, NoProposalException {
        return SampleText.read(new ByteArrayInputStream(bytes), maxBytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
