package dev.sluice.gateway.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateIndexTest {
    private static final UploadRequest REQUEST = new UploadRequest(1_000, "", "", null, "", "", null, 0, 60_000);

    private final StateIndex index = new StateIndex(2, 1_000);
    private long position;

    @Test
    void shouldTakeTheHighestOffsetInAnyOrder() {
        read("a", "1", started(100));
        read("a", "2", started(300));
        read("a", "1", started(200));

        assertThat(offset("a")).contains(300L);
        assertThat(index.others(StateIndex.key("a", "2"))).containsExactly("a/1");
    }

    @Test
    void shouldTakeAnEndingBeforeAnyOffset() {
        read("a", "1", started(100).failed("missing-column", 60_000));
        read("a", "2", started(300));

        assertThat(index.find("a").orElseThrow().failed()).isTrue();
    }

    @Test
    void shouldForgetWhatIsRemoved() {
        read("a", "1", started(100));
        read("a", "2", started(50));
        index.read("a/1", null, 0, position++);

        assertThat(offset("a")).contains(50L);
        index.read("a/2", null, 0, position++);
        assertThat(offset("a")).isEmpty();
        index.read("a/2", null, 0, position++);
        assertThat(index.size()).isZero();
    }

    @Test
    void shouldCountUploadsThatMayBeContinued() {
        read("a", "1", started(100));
        read("b", "1", started(100).stored("b", false, 60_000));
        read("c", "1", started(100).failed("missing-column", 60_000));

        assertThat(index.open(null, 60_000)).isEqualTo(1);
        assertThat(index.open(null, 60_001)).isZero();
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.open(null, 61_001)).isZero();
        assertThat(index.size()).as("long after they expired").isZero();
    }

    @Test
    void shouldForgetTheOldestEndedUploads() {
        for (String id : new String[] {"a", "b", "c"}) {
            read(id, "1", started(100));
            read(id, "1", started(100).stored(id, false, 60_000));
        }
        read("d", "1", started(100));

        assertThat(offset("a")).isEmpty();
        assertThat(offset("b")).contains(1_000L);
        assertThat(index.size()).isEqualTo(3);
    }

    @Test
    void shouldRefuseWhatIsNoState() {
        assertThatIllegalArgumentException().isThrownBy(() -> index.read("a/1", new byte[] {7}, 0, 0));
    }

    @Test
    void shouldWaitUntilItIsRead() throws Exception {
        assertThat(index.awaitRead(0, 1, 1)).isFalse();
        index.readUpTo(0, 5);
        assertThat(index.awaitRead(0, 5, 1)).isTrue();
    }

    private void read(String fileId, String writer, UploadState state) {
        index.read(StateIndex.key(fileId, writer), UploadStateCodec.toBytes(state), 0, position++);
    }

    private Optional<Long> offset(String fileId) {
        return index.find(fileId).map(StateIndex.Entry::offset);
    }

    private static UploadState started(int bytes) {
        return UploadState.created("x", REQUEST, 60_000).started(new byte[bytes], 60_000);
    }
}
