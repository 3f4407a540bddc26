package dev.sluice.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The images that others are based on: pulled, or made where no registry can be reached. */
public final class BaseImages {
    private BaseImages() {}

    /** @param names as {@code testing/containers/base-images} has them */
    public static void get(String... names) {
        List<String> command = new ArrayList<>();
        command.add(Repository.ROOT.resolve("testing/containers/base-images").toString());
        command.addAll(List.of(names));
        try {
            Programs.run("", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
