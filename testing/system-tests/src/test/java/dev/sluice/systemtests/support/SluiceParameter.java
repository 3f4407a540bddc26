package dev.sluice.systemtests.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a running Sluice to the tests that ask for a {@link SluiceProbe}: started for the first, one for the whole run,
 * and closed when the run ends.
 */
abstract class SluiceParameter implements ParameterResolver {
    /** A Sluice that runs until it is closed. */
    interface Running extends AutoCloseable {
        SluiceProbe probe();

        @Override
        void close();
    }

    /** Called once in a run. */
    abstract Running start();

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SluiceProbe.class;
    }

    @Override
    public final SluiceProbe resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is in the store of the root when the run ends.
        return context.getRoot()
                .getStore(Namespace.create(getClass()))
                .computeIfAbsent(Running.class, key -> start(), Running.class)
                .probe();
    }
}
