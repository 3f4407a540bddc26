package dev.sluice.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {
    @Test
    void shouldAcceptAnAllowedLicence() {
        assertThat(Licences.faults(List.of(with("Apache-2.0"), with("MIT"), with("GPL-2.0-only", "MIT"))))
                .isEmpty();
    }

    @Test
    void shouldUnderstandExpressions() {
        assertThat(Licences.faults(List.of(with("(GPL-2.0-only OR MIT)"), with("Apache-2.0 AND MIT"))))
                .isEmpty();
        assertThat(Licences.faults(List.of(with("GPL-2.0-only AND MIT")))).hasSize(1);
    }

    @Test
    void shouldNameAComponentWithAnotherLicence() {
        assertThat(Licences.faults(List.of(with("MIT"), with("AGPL-3.0-only", "Our own"))))
                .containsExactly(
                        "pkg:maven/g/a@1 has the licence AGPL-3.0-only or Our own, which isn't among the allowed ones");
    }

    @Test
    void shouldNameAComponentWithoutOne() {
        assertThat(Licences.faults(List.of(with()))).containsExactly("pkg:maven/g/a@1 tells no licence");
    }

    private static Component with(String... licences) {
        return new Component("pkg:maven/g/a@1", "g", "a", "1", List.of(licences));
    }
}
