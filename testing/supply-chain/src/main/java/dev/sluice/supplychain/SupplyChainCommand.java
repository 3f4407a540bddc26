package dev.sluice.supplychain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./dev sbom} and {@code ./dev vulnerabilities}: what Sluice is shipped with, and what is known against it. Exit
 * code 1 for a finding, 2 for wrong usage or a file that can't be read.
 */
public final class SupplyChainCommand {
    private static final int OK = 0;
    private static final int FOUND = 1;
    private static final int USAGE = 2;

    private SupplyChainCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            if (arguments.size() == 3 && arguments.get(0).equals("sbom")) {
                ShippedMaterials.read(Path.of(arguments.get(1))).write(Path.of(arguments.get(2)));
                return OK;
            }
            if (arguments.size() >= 3 && arguments.get(0).equals("vulnerabilities")) {
                return vulnerabilities(Path.of(arguments.get(1)), arguments.subList(2, arguments.size()), out);
            }
            err.println("expected: sbom CHECKOUT FILE, or: vulnerabilities CHECKOUT DATABASE…");
        } catch (NoSuchFileException e) {
            err.println(e.getMessage() + " doesn't exist");
        } catch (IOException e) {
            err.println(e.getMessage());
        }
        return USAGE;
    }

    private static int vulnerabilities(Path checkout, List<String> databases, PrintStream out) throws IOException {
        List<Component> components = ShippedMaterials.read(checkout).components();
        VulnerabilityDatabase database = new VulnerabilityDatabase(components);
        for (String each : databases) {
            database.add(each);
        }
        int found = 0;
        for (Component component : components) {
            for (Advisory advisory : database.about(component)) {
                found++;
                out.println(component.purl() + ": " + advisory.id()
                        + (advisory.severity().isEmpty() ? "" : ", " + advisory.severity())
                        + (advisory.summary().isEmpty() ? "" : ": " + advisory.summary()));
            }
        }
        out.println(components.size() + " components compared with " + database.size() + " advisories: " + found
                + (found == 1 ? " finding" : " findings"));
        return found == 0 ? OK : FOUND;
    }
}
