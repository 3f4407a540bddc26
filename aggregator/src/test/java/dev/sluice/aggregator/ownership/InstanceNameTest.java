package dev.sluice.aggregator.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceNameTest {
    @TempDir
    Path directory;

    @Test
    void shouldBeStablePerDirectory() {
        String name = InstanceName.in(directory.resolve("a"));

        assertThat(name).matches("[0-9a-f-]{36}");
        assertThat(InstanceName.in(directory.resolve("a"))).isEqualTo(name);
        assertThat(InstanceName.in(directory.resolve("b"))).isNotEqualTo(name);
    }

    @Test
    void shouldReportThePathWhereItCannotBeStored() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> InstanceName.in(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
