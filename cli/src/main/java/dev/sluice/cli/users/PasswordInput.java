package dev.sluice.cli.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.access.user.Passwords;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Asks for a new password: on the terminal, twice and without showing it; otherwise it is the first line of the standard
 * input. Never as an argument, which other users of the machine see in the list of processes.
 */
final class PasswordInput {
    /** More than any password has. */
    private static final int MAX_BYTES = 1_000;

    private PasswordInput() {}

    // Since Java 22 there is a console also where the input is no terminal, unless it is that of java.base.
    @SuppressWarnings("SystemConsoleNull")
    static String ask(String name, CommandLine command) throws IOException {
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        String password = console == null ? line(command.getErr(), name) : typed(console, name, command);
        String fault = Passwords.faultOf(password);
        if (fault != null) {
            throw new ParameterException(command, fault);
        }
        return password;
    }

    private static String typed(Console console, String name, CommandLine command) {
        char @Nullable [] first = console.readPassword("New password of %s: ", name);
        char @Nullable [] second = console.readPassword("Once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new ParameterException(command, "expected the same password twice, found two");
        }
        return new String(first);
    }

    private static String line(PrintWriter err, String name) throws IOException {
        err.println("sluice: the password of " + name + " is read from the standard input");
        err.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = System.in;
        for (int next = in.read(); next >= 0 && next != '\n' && bytes.size() < MAX_BYTES; next = in.read()) {
            bytes.write(next);
        }
        return bytes.toString(UTF_8).replaceFirst("\r$", "");
    }
}
