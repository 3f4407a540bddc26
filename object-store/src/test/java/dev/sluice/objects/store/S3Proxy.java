package dev.sluice.objects.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server with the API of S3, as a process, whose buckets are the directories of a directory. */
final class S3Proxy implements AutoCloseable {
    private static final Path LIBRARIES = Path.of("..", "testing", "s3proxy", "target", "lib");

    private final Process process;
    private final URI endpoint;

    private S3Proxy(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static S3Proxy start(Path directory) throws IOException {
        URI endpoint = URI.create("http://127.0.0.1:" + freePort());
        Properties properties = new Properties();
        properties.setProperty("s3proxy.authorization", "none");
        properties.setProperty("s3proxy.endpoint", endpoint.toString());
        properties.setProperty("jclouds.provider", "filesystem-nio2");
        properties.setProperty(
                "jclouds.filesystem.basedir",
                Files.createDirectories(directory.resolve("buckets")).toString());
        Path settings = directory.resolve("s3proxy.properties");
        try (var out = Files.newOutputStream(settings)) {
            properties.store(out, null);
        }
        Path log = directory.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        S3Proxy started = new S3Proxy(process, endpoint);
        while (!started.answers()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("s3proxy has ended: " + Files.readString(log));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return started;
    }

    /** One of the libraries is there in two versions; the newer one has to be found first. */
    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            List<String> names = jars.map(Path::toString).sorted().toList();
            Stream<String> first = names.stream().filter(name -> name.contains("jackson-annotations"));
            return String.join(":", Stream.concat(first, names.stream()).toList());
        }
    }

    URI endpoint() {
        return endpoint;
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
            try (InputStream body = connection.getInputStream()) {
                return body.read() >= 0;
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
