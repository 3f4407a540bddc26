package dev.sluice.systemtests.deployment;

import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.support.BaseImages;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A Compose file of the repository on a real engine. Builds the images; the base images are pulled, or made where no
 * registry can be reached (see {@code testing/containers/base-images}).
 */
final class ComposeProject implements AutoCloseable {
    private static final long BETWEEN_LOOKS = 200_000_000;

    private final String name;
    private final List<String> compose;

    private ComposeProject(String name, List<String> compose) {
        this.name = name;
        this.compose = compose;
    }

    /**
     * Removes what an earlier run has left, and starts all services.
     *
     * @param file in the repository
     * @param name of the project; also names its containers and volumes
     */
    static ComposeProject up(String file, String name) {
        Programs.requireThat(succeeds("docker", "version"), "docker");
        List<String> command = new ArrayList<>();
        if (succeeds("docker", "compose", "version")) {
            command.addAll(List.of(
                    "docker", "compose", "--file", Repository.ROOT.resolve(file).toString()));
        } else {
            command.addAll(List.of("docker-compose", "--project-directory", Repository.ROOT.toString()));
            command.addAll(List.of("--file", withoutName(file).toString()));
        }
        command.addAll(List.of("--project-name", name));
        BaseImages.get("jre", "jdk", "kafka");
        ComposeProject project = new ComposeProject(name, command);
        try {
            project.compose("down", "--volumes", "--remove-orphans");
            project.compose("build", "--parallel");
            project.up();
        } catch (AssertionError | RuntimeException e) {
            project.close();
            throw e;
        }
        return project;
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** A copy without the key {@code name}, which Compose 1.29 refuses. */
    private static Path withoutName(String file) {
        try {
            String text = Files.readString(Repository.ROOT.resolve(file)).replaceAll("(?m)^name: .*\n", "");
            return Files.writeString(Path.of("target", file), text).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what doesn't run, and returns when all of it is healthy. */
    void up(String... services) {
        compose(Stream.concat(Stream.of("up", "--detach", "--no-build"), Arrays.stream(services))
                .toArray(String[]::new));
        awaitHealthy();
    }

    /** Stops all containers as an operator would, and removes them; volumes stay. */
    void down() {
        compose("down");
    }

    /** Asks containers to stop, all if none is named, and returns when they have. */
    void stop(String... services) {
        compose(Stream.concat(Stream.of("stop"), Arrays.stream(services)).toArray(String[]::new));
    }

    /** Waits until each container with a health check is healthy, and others run. */
    void awaitHealthy() {
        for (String id : containers()) {
            while (!isHealthy(inspect(id).path("State"))) {
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }
    }

    private static boolean isHealthy(JsonNode state) {
        return state.has("Health")
                ? state.at("/Health/Status").asString().equals("healthy")
                : state.path("Running").asBoolean();
    }

    /** Kills the process of a container, as the kernel does when memory runs out; the engine restarts it. */
    void killProcess(String service) {
        JsonNode before = inspect(service);
        docker(
                "run",
                "--rm",
                "--pid=host",
                "--user=0",
                "--entrypoint=sh",
                before.path("Image").asString(),
                "-c",
                "kill -9 " + before.at("/State/Pid").asString());
        while (inspect(service).path("RestartCount").asInt()
                == before.path("RestartCount").asInt()) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    /** Takes a container off its network. */
    void disconnect(String service) {
        docker("network", "disconnect", network(), id(service));
    }

    /** Puts it back, by its name. */
    void reconnect(String service) {
        docker("network", "connect", "--alias", service, network(), id(service));
    }

    private String network() {
        return name + "_default";
    }

    /** Runs a command in a container. */
    String exec(String service, String... command) {
        return docker(Stream.concat(Stream.of("exec", id(service)), Arrays.stream(command))
                .toArray(String[]::new));
    }

    /** What has changed in the file system of a container outside its volumes. */
    String diff(String service) {
        return docker("diff", id(service));
    }

    /** What the engine knows of a container. */
    JsonNode inspect(String service) {
        return Json.MAPPER
                .readTree(docker("inspect", service.matches("[0-9a-f]{12,}") ? service : id(service)))
                .get(0);
    }

    private List<String> containers() {
        return docker("ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=" + name)
                .lines()
                .toList();
    }

    private String id(String service) {
        return docker(
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=com.docker.compose.project=" + name,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .strip();
    }

    private String compose(String... arguments) {
        return run(Stream.concat(compose.stream(), Arrays.stream(arguments)).toList());
    }

    private static String docker(String... arguments) {
        return run(Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList());
    }

    private static String run(List<String> command) {
        try {
            return Programs.run("", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes containers and volumes; what the containers have logged stays in {@code target}. */
    @Override
    public void close() {
        try {
            Files.writeString(Path.of("target", name + ".log"), compose("logs", "--no-color", "--timestamps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        compose("down", "--volumes", "--remove-orphans", "--timeout", "0");
    }
}
