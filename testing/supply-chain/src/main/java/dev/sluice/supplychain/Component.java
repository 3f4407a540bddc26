package dev.sluice.supplychain;

import java.util.List;

/**
 * A third party's library that Sluice is shipped with.
 *
 * @param purl its package URL without qualifiers: {@code pkg:maven/com.opencsv/opencsv@5.12.0}
 * @param group the group of a Maven artifact, the scope of an npm package; empty if it has none
 * @param licences the choices of licences: identifiers or expressions of SPDX, otherwise names; empty if it tells none
 */
record Component(String purl, String group, String name, String version, List<String> licences) {
    Component {
        licences = List.copyOf(licences);
    }

    /** The package without its version: {@code pkg:maven/com.opencsv/opencsv}. */
    String pack() {
        int at = purl.lastIndexOf('@');
        return at < 0 ? purl : purl.substring(0, at);
    }
}
