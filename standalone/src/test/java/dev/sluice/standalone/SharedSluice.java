package dev.sluice.standalone;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One Sluice for the whole run of end-to-end tests: started for the first class that asks for it, stopped after the last.
 * It is what {@code sluice process} runs, on a free port with data that goes when it goes.
 *
 * <p>A test class gets it so:
 *
 * <pre>{@code
 * @ExtendWith(SharedSluice.class)
 * class SomethingIT {
 *     private final SluiceProbe sluice;
 *
 *     SomethingIT(SluiceProbe sluice) {
 *         this.sluice = sluice;
 *     }
 * }
 * }</pre>
 *
 * <p>It is shared: other tests' files are in it too, so look at your own by their ids, and kill or fill up nothing. A
 * test that must do so starts its own with {@link Sluice#start}.
 */
final class SharedSluice implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedSluice.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SluiceProbe.class;
    }

    @Override
    public SluiceProbe resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is in the store of the root when the run ends.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .probe();
    }

    private record Running(TemporarySluice sluice, SluiceProbe probe) implements AutoCloseable {
        static Running start() {
            try {
                TemporarySluice sluice = TemporarySluice.start();
                SluiceProbe probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
                new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
                return new Running(sluice, probe);
            } catch (IOException | UnansweredException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            sluice.close();
        }
    }
}
