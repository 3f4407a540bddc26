package dev.sluice.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void shouldAcceptOneReleasedVersionOfEach() {
        assertThat(Versions.faults(List.of(of("a", "1.0"), of("a", "1.0"), of("b", "2.0-jre"))))
                .isEmpty();
    }

    @Test
    void shouldNameAnArtifactWithTwoVersions() {
        assertThat(Versions.faults(List.of(of("a", "1.0"), of("b", "1.0"), of("a", "1.1"))))
                .containsExactly("pkg:maven/g/a has the versions 1.0 and 1.1");
    }

    @Test
    void shouldNameAVersionThatMayChange() {
        assertThat(Versions.faults(List.of(of("a", "1.0-SNAPSHOT"))))
                .containsExactly(
                        "pkg:maven/g/a@1.0-SNAPSHOT has the version \"1.0-SNAPSHOT\", which isn't that of a release");
        assertThat(Versions.faults(List.of(of("a", "[1.0,2.0)")))).hasSize(1);
        assertThat(Versions.faults(List.of(of("a", "")))).hasSize(1);
    }

    private static Component of(String name, String version) {
        return new Component("pkg:maven/g/" + name + "@" + version, "g", name, version, List.of());
    }
}
