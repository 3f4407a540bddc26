package dev.sluice.cli.process;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import java.io.IOException;

/** Does with one file after the other what was asked for. */
interface InputRun {
    /**
     * Takes one file through.
     *
     * @throws UnavailableException if the Sluice doesn't answer (any more)
     * @throws RefusedException if it won't tell of a file that it accepted
     * @throws IOException if the file can't be read
     */
    ExitCode process(Input input) throws UnavailableException, RefusedException, InterruptedException, IOException;
}
