package dev.sluice.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanUpTest {
    private final List<String> undone = new ArrayList<>();

    @Test
    void shouldUndoLastInFirstOutAndOnce() {
        CleanUp cleanUp = new CleanUp();
        cleanUp.add(() -> undone.add("network"));
        cleanUp.add(() -> undone.add("cluster"));

        cleanUp.close();
        cleanUp.close();

        assertThat(undone).containsExactly("cluster", "network");
    }

    @Test
    void shouldContinueAfterAFailedUndo() {
        try (CleanUp cleanUp = new CleanUp()) {
            cleanUp.add(() -> undone.add("network"));
            cleanUp.add(() -> {
                throw new IllegalStateException("busy");
            });
        }

        assertThat(undone).containsExactly("network");
    }

    @Test
    void shouldRefuseNewTasksOnceItIsClosed() {
        CleanUp cleanUp = new CleanUp();
        cleanUp.close();

        assertThatThrownBy(() -> cleanUp.add(() -> undone.add("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the rig is being stopped");
        assertThat(undone).isEmpty();
    }

    @Test
    void shouldUndoWhenTheRigIsStopped(@TempDir Path directory) throws Exception {
        Path sign = directory.resolve("undone");
        Process rig = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rig.class.getName(),
                        sign.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(rig.getInputStream().read()).isEqualTo('!');

            // SIGTERM.
            rig.destroy();
            rig.waitFor();

            assertThat(sign).exists();
        } finally {
            rig.destroyForcibly();
        }
    }

    /** Is busy until it is stopped. */
    static final class Rig {
        private Rig() {}

        public static void main(String[] args) throws InterruptedException {
            try (CleanUp cleanUp = new CleanUp()) {
                cleanUp.add(() -> touch(Path.of(args[0])));
                System.out.print('!');
                System.out.flush();
                new CountDownLatch(1).await();
            }
        }

        private static void touch(Path sign) {
            try {
                Files.createFile(sign);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
