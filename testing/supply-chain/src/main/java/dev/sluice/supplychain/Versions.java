package dev.sluice.supplychain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks versions: each artifact has one, in all of what is shipped, and it is a released one. */
final class Versions {
    private Versions() {}

    /** A sentence for each component with several versions, or with one that may change. */
    static List<String> faults(List<Component> components) {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        components.forEach(component ->
                versions.computeIfAbsent(component.pack(), p -> new TreeSet<>()).add(component.version()));
        Stream<String> several = versions.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> each.getKey() + " has the versions " + String.join(" and ", each.getValue()));
        Stream<String> changing = components.stream()
                .filter(component -> component.version().isEmpty()
                        || component.version().endsWith("-SNAPSHOT")
                        || component.version().matches(".*[\\[\\](),].*"))
                .map(component -> component.purl() + " has the version \"" + component.version()
                        + "\", which isn't that of a release")
                .distinct();
        return Stream.concat(several, changing).toList();
    }
}
