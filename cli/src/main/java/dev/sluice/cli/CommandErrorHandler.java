package dev.sluice.cli;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.UnwritableException;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.standalone.DataDirectoryException;
import dev.sluice.standalone.InvalidUsersException;
import dev.sluice.standalone.PortInUseException;
import dev.sluice.tabular.infer.NoProposalException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception into a message and an exit code. An unexpected one is printed with its stack trace. */
final class CommandErrorHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        Throwable expected = expected(e);
        if (expected == null) {
            e.printStackTrace(err);
        } else {
            err.println("sluice: " + expected.getMessage());
        }
        err.flush();
        return (expected instanceof UnavailableException ? ExitCode.UNAVAILABLE : ExitCode.FAILED).code();
    }

    /** The cause that is expected: Spring wraps what a bean throws, more than once. */
    private static @Nullable Throwable expected(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnavailableException
                    || t instanceof UnwritableException
                    || t instanceof RefusedException
                    || t instanceof NoProposalException
                    || t instanceof DataDirectoryException
                    || t instanceof InvalidFileException
                    || t instanceof InvalidUsersException
                    || t instanceof PortInUseException
                    || t instanceof InvalidSettingsException) {
                return t;
            }
        }
        return null;
    }
}
