package dev.sluice.cli.up;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.client.UnavailableException;
import dev.sluice.standalone.Sluice;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice up}: runs all of Sluice until Ctrl-C. */
@Command(
        name = "up",
        description = "Runs all of Sluice in this process, with its own broker, until Ctrl-C. Accepted data is kept "
                + "in the data directory, and available again after a restart.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice up",
            "  sluice up --port 8080 --broker-port 9092",
            "  sluice up --port 9000 --data-dir /var/lib/sluice",
            "  sluice up --keys-file keys.json",
            "  sluice up --users-file users.json",
            "  sluice up --export exported",
        })
public final class UpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The HTTP port, on loopback unless SERVER_ADDRESS is set; 0 chooses a free one. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The broker's port, for Kafka's tools and producers, on loopback. Default: a free one.")
    private int brokerPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".sluice/data",
            description = "Created if it doesn't exist. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of(".sluice", "data");

    @Option(
            names = "--keys-file",
            paramLabel = "FILE",
            description = "The keys of clients, as sluice keys writes them. Default: clients need no key.")
    private @Nullable Path keysFile;

    @Option(
            names = "--users-file",
            paramLabel = "FILE",
            description = "The people who sign in, as sluice users writes them; made if it doesn't exist. While it has "
                    + "none, a link for the first one is printed. Default: no one signs in.")
    private @Nullable Path usersFile;

    @Option(
            names = "--broker-users",
            paramLabel = "FILE",
            description =
                    "Users of the broker, a name and a password on each line, readable by you alone. They sign in "
                            + "with SCRAM-SHA-512 or PLAIN. Default: every program of this machine may use it.")
    private @Nullable Path brokerUsers;

    @Option(
            names = "--export",
            paramLabel = "DIR|s3://BUCKET/PREFIX/",
            description = "Writes each ended file there as Parquet and Avro, its rejected rows as Parquet, and its "
                    + "result. Default: nothing is exported.")
    private @Nullable String export;

    @Override
    public Integer call() throws UnavailableException, InterruptedException {
        Sluice sluice = Sluice.start(directory, port, brokerPort, brokerUsers, settings());
        Runtime.getRuntime().addShutdownHook(new Thread(sluice::close, "stop-sluice"));
        awaitReady(sluice);
        print(sluice);
        // The process ends by a signal, or by the failure of a service, never from here.
        new CountDownLatch(1).await();
        return ExitCode.OK.code();
    }

    /** Without HTTP: this process needn't trust the certificate that its clients see. */
    private static void awaitReady(Sluice sluice) throws UnavailableException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!sluice.isReady()) {
            if (System.nanoTime() - deadline > 0) {
                throw new UnavailableException(sluice.url(), "not ready within " + PATIENCE.toMinutes() + " minutes");
            }
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (keysFile != null) {
            settings.put("sluice.access.keys-file", keysFile.toAbsolutePath().toString());
        }
        if (usersFile != null) {
            settings.put("sluice.access.users-file", usersFile.toAbsolutePath().toString());
        }
        if (export != null) {
            settings.put("sluice.objects.export", export);
        }
        return settings;
    }

    private void print(Sluice sluice) {
        PrintWriter out = spec.commandLine().getOut();
        URI url = sluice.url();
        out.println("Sluice is ready; Ctrl-C stops it.");
        out.println("  page     " + url + "/");
        out.println("  API      " + url + "/docs");
        out.println("  health   " + url + "/health");
        out.println("  broker   " + sluice.bootstrapServers());
        out.println("  data     " + directory.toAbsolutePath().normalize());
        if (keysFile != null) {
            out.println("  keys     " + keysFile.toAbsolutePath().normalize());
        }
        if (usersFile != null) {
            out.println("  people   " + usersFile.toAbsolutePath().normalize());
        }
        if (brokerUsers != null) {
            out.println("  users    " + brokerUsers.toAbsolutePath().normalize());
        }
        if (export != null) {
            out.println("  exports  " + export);
        }
        URI first = sluice.firstOperatorLink();
        if (first != null) {
            out.println("No one can sign in yet. Open this link to become the first, once and within an hour:");
            out.println("  " + first);
        }
        if (usersFile != null && keysFile == null) {
            out.println("Open the page, sign in, and drop a CSV file on it. Programs need a key: --keys-file FILE");
            out.flush();
            return;
        }
        String signIn = usersFile == null ? "" : ", sign in,";
        out.println("Open the page" + signIn + " and drop a CSV file on it, or in another terminal:");
        String key = keysFile == null ? "" : "-H \"x-api-key: $SLUICE_KEY\" ";
        String trust = url.getScheme().equals("https") ? "--cacert \"$SLUICE_CACERT\" " : "";
        out.println("  curl " + trust + key + "-F file=@samples/sensor_data.csv " + url + "/upload");
        out.println("  ./sluice files" + (url.toString().equals("http://localhost:8080") ? "" : " --url " + url));
        out.flush();
    }
}
