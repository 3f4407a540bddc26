package dev.sluice.standalone;

import dev.sluice.runtime.settings.InvalidSettingsException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into words and an exit code. What nobody foresaw comes with its stack trace. */
final class Complaints implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        Throwable foreseen = foreseen(e);
        if (foreseen == null) {
            e.printStackTrace(err);
        } else {
            err.println("sluice: " + foreseen.getMessage());
        }
        err.flush();
        return (foreseen instanceof UnansweredException ? ExitCode.UNANSWERED : ExitCode.FAILED).code();
    }

    /** Spring wraps what a bean throws, more than once. */
    private static @Nullable Throwable foreseen(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnansweredException
                    || t instanceof UnwritableException
                    || t instanceof RefusedException
                    || t instanceof DataDirectoryException
                    || t instanceof PortInUseException
                    || t instanceof InvalidSettingsException) {
                return t;
            }
        }
        return null;
    }
}
