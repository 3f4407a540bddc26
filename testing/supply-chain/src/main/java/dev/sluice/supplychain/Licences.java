package dev.sluice.supplychain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares licences with those that Sluice may be shipped with. All of them allow to pass on the unchanged library under
 * its licence beside code under another one.
 */
final class Licences {
    /** Of a component with a choice of licences one is enough. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "ISC", "MIT", "MIT-0");

    /** What projects write that have no identifier of SPDX, by package: their texts were read. */
    private static final Map<String, String> WRITTEN_OTHERWISE = Map.of(
            "pkg:maven/com.google.re2j/re2j", "Go License",
            // The text of MIT.
            "pkg:maven/org.bouncycastle/bcprov-jdk18on", "Bouncy Castle Licence");

    private Licences() {}

    /** A sentence for each component with a licence that isn't allowed, or without any. */
    static List<String> faults(List<Component> components) {
        return components.stream().flatMap(Licences::fault).toList();
    }

    private static Stream<String> fault(Component component) {
        List<String> licences = component.licences();
        if (licences.isEmpty()) {
            return Stream.of(component.purl() + " tells no licence");
        }
        String read = WRITTEN_OTHERWISE.get(component.pack());
        return licences.stream().anyMatch(licence -> licence.equals(read) || isAllowed(licence))
                ? Stream.empty()
                : Stream.of(component.purl() + " has the licence " + String.join(" or ", licences)
                        + ", which isn't among the allowed ones");
    }

    private static boolean isAllowed(String licence) {
        return Stream.of(licence.replaceAll("[()]", "").split(" OR "))
                .anyMatch(choice -> Stream.of(choice.split(" AND ")).allMatch(each -> ALLOWED.contains(each.strip())));
    }
}
