package dev.sluice.aggregator.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.StoredObjects;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class FileStateCodecTest {
    private static final FileState STATE = StoredObjects.endedUpload();

    @Test
    void shouldReadBackAllParts() {
        assertThat(FileStateCodec.readFrom(STATE.fileId(), FileStateCodec.toBytes(STATE)))
                .usingRecursiveComparison()
                .isEqualTo(STATE);
    }

    @Test
    void shouldSkipFieldsOfALaterVersion() {
        byte[] known = FileStateCodec.toBytes(STATE);
        byte[] added = new WireWriter(1)
                .text(12, "a new part")
                .number(13, 5)
                .fixed(14, 7)
                .message(400, "new", FileStateCodecTest::newPart)
                .toBytes();
        byte[] later = Arrays.copyOf(known, known.length + added.length);
        System.arraycopy(added, 0, later, known.length, added.length);

        assertThat(FileStateCodec.readFrom(STATE.fileId(), later))
                .usingRecursiveComparison()
                .isEqualTo(STATE);
    }

    @Test
    void shouldSkipFieldsOfALaterVersionWithinAPart() {
        BiConsumer<String, WireWriter> activity = (text, out) ->
                out.number(1, 1_000).number(2, 2_000).number(3, 3_000).text(5, text);
        BiConsumer<String, WireWriter> description =
                (text, out) -> out.text(2, "song-plays").message(7, text, activity);
        BiConsumer<String, WireWriter> outcome = (text, out) ->
                out.text(1, "ENDED").text(3, "PARTIAL").number(4, 9_000).fixed(5, 1);
        byte[] later = new WireWriter(1)
                .message(1, "new", activity)
                .message(2, "new", description)
                .message(9, "new", outcome)
                .toBytes();

        FileState read = FileStateCodec.readFrom("f", later);

        assertThat(read.createdMs()).isEqualTo(1_000);
        assertThat(read.touchedMs()).isEqualTo(2_000);
        assertThat(read.queuedMs()).isEqualTo(3_000);
        assertThat(read.dataset()).isEqualTo("song-plays");
        assertThat(read.summary().status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(read.endedMs()).isEqualTo(9_000);
    }

    /** An older version writes fewer fields. */
    @Test
    void shouldReadAStateThatHasNoneOfTheOptionalFields() {
        byte[] least = new WireWriter(1)
                .message(1, "", FileStateCodecTest::nothing)
                .message(2, "", FileStateCodecTest::nothing)
                .message(9, "OPEN", (phase, out) -> out.text(1, phase))
                .toBytes();

        assertThat(FileStateCodec.readFrom("f", least))
                .usingRecursiveComparison()
                .isEqualTo(new FileState("f", 0));
    }

    @Test
    void shouldRefuseTheFixedLayoutOfOlderVersionsAndWhatIsNoState() {
        assertRefused(new byte[] {3, 0, 0, 0}, "expected a field after field 0 at byte 0, found the tag 3");
        assertRefused("{\"file_id\":\"f\"}".getBytes(UTF_8), "");
        assertRefused(new byte[0], "expected a field 1, found none");
        byte[] whole = FileStateCodec.toBytes(STATE);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "");
        }
    }

    @Test
    void shouldRefuseAnEndWithoutAnOutcome() {
        byte[] value = new WireWriter(1)
                .message(1, "", FileStateCodecTest::nothing)
                .message(2, "", FileStateCodecTest::nothing)
                .message(9, "ENDED", (phase, out) -> out.text(1, phase))
                .toBytes();

        assertRefused(value, "expected a status once a file isn't open, found null in phase ENDED");
    }

    @Test
    void shouldReadOrRefuseAnyBytes() {
        Random random = new Random(3);
        byte[] whole = FileStateCodec.toBytes(STATE);
        for (int i = 0; i < 100_000; i++) {
            byte[] changed = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(FileStateCodec.readFrom("f", changed)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null pointer");
            }
        }
    }

    private static void assertRefused(byte[] value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileStateCodec.readFrom("f", value))
                .withMessageContaining(why);
    }

    private static void nothing(String none, WireWriter out) {}

    private static void newPart(String text, WireWriter out) {
        out.text(1, text).number(7, 7);
    }
}
