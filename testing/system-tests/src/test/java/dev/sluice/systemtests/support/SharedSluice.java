package dev.sluice.systemtests.support;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.standalone.Sluice;
import dev.sluice.standalone.TemporarySluice;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * One Sluice for the whole run of end-to-end tests: started for the first class that asks for it, stopped after the
 * last. It is what {@code sluice process} runs, on a free port with data that goes when it goes.
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
public final class SharedSluice extends SluiceParameter {
    /** Tests upload the same samples again and again. */
    private static final Map<String, String> ALLOW_DUPLICATES = Map.of("sluice.gateway.duplicates", "allow");

    @Override
    public Running start() {
        return Started.start();
    }

    private record Started(TemporarySluice sluice, SluiceProbe probe) implements Running {
        static Started start() {
            try {
                TemporarySluice sluice = TemporarySluice.start(ALLOW_DUPLICATES);
                SluiceProbe probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
                new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
                return new Started(sluice, probe);
            } catch (IOException | UnavailableException | RefusedException e) {
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
