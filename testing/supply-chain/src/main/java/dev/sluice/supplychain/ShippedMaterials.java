package dev.sluice.supplychain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What Sluice is shipped with, as {@code ./mvnw verify} leaves it in a checkout. */
final class ShippedMaterials {
    private ShippedMaterials() {}

    /** The libraries of the command line, which has all services in it, and what was copied into the web page. */
    static BillOfMaterials read(Path checkout) throws IOException {
        return BillOfMaterials.union(
                List.of(BillOfMaterials.read(checkout.resolve("cli/target/bom.json")), copied(checkout)));
    }

    /** What was copied into the web page. */
    static BillOfMaterials copied(Path checkout) throws IOException {
        return BillOfMaterials.read(checkout.resolve("results-api/src/main/sbom/page.cdx.json"));
    }
}
