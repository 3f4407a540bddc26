package dev.sluice.runtime.streams;

import dev.sluice.runtime.broker.AdminCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a state directory that is a copy of a running instance's directory. An instance's member and transactional
 * ids are kept in its state directory, so two instances with the same ids would fence each other forever.
 *
 * <p>A copy is detected by a file that records its own identity (its key in the file system, and the boot of the
 * machine). If that doesn't match, the directory was copied or moved, or the machine was booted. Then, if a member of
 * the groups has the directory's ids for longer than a dead one would, this process must not start; if none has, the
 * directory gets new ids.
 */
public final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Duration PATIENCE = StreamsSettings.SESSION_TIMEOUT.plusSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path directory;
    private final Path identity;
    private final List<Path> names;

    /** @param names the files with the instance's ids, whether they exist or not */
    StateDirectory(Path directory, List<Path> names) {
        this.directory = directory;
        this.identity = directory.resolve("state-identity");
        this.names = List.copyOf(names);
    }

    /**
     * Ensures that no other instance uses the ids in the directory. Must be called before a client joins a group.
     *
     * @param application the Kafka Streams application whose state is in the directory
     * @param more files with further ids, apart from Kafka Streams' own
     * @param groups the groups whose members have these ids
     * @throws IllegalStateException if there is such an instance, or the brokers don't answer
     */
    public static void claim(Admin admin, Path directory, String application, List<String> more, List<String> groups) {
        List<Path> names = new ArrayList<>();
        names.add(directory.resolve(application).resolve("kafka-streams-process-metadata"));
        more.forEach(name -> names.add(directory.resolve(name)));
        new StateDirectory(directory, names).claim(ids -> member(admin, groups, ids), PATIENCE);
    }

    /** @param members finds a member with one of these ids, and describes it */
    void claim(Function<List<String>, Optional<String>> members, Duration patience) {
        try {
            List<String> ids = ids();
            if (ids.isEmpty() || !isItself()) {
                refuseIfTaken(ids, members, patience);
                for (Path name : names) {
                    if (Files.deleteIfExists(name)) {
                        LOG.info(
                                "{} was copied or moved, or the machine booted: its instance gets a new name",
                                directory);
                    }
                }
                Files.createDirectories(directory);
                Files.writeString(identity, "");
                Files.writeString(identity, itself());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not check whether " + directory + " is a copy", e);
        }
    }

    private void refuseIfTaken(List<String> ids, Function<List<String>, Optional<String>> members, Duration patience) {
        long start = System.nanoTime();
        Optional<String> member = ids.isEmpty() ? Optional.empty() : members.apply(ids);
        while (member.isPresent() && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            member = members.apply(ids);
        }
        if (member.isPresent()) {
            throw new IllegalStateException("the state directory " + directory.toAbsolutePath()
                    + " is a copy of the directory of a running instance: " + member.get()
                    + ". Expected a directory that no other instance uses: start this one with an empty one");
        }
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path name : names) {
            if (Files.exists(name)) {
                ID.matcher(Files.readString(name))
                        .results()
                        .map(MatchResult::group)
                        .forEach(ids::add);
            }
        }
        return ids;
    }

    private boolean isItself() throws IOException {
        return Files.exists(identity) && Files.readString(identity).equals(itself());
    }

    private String itself() throws IOException {
        Object key = Files.readAttributes(identity, BasicFileAttributes.class).fileKey();
        String boot = Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
        return (key == null ? identity.toRealPath() : key) + " " + boot + "\n";
    }

    private static Optional<String> member(Admin admin, List<String> groups, List<String> ids) {
        for (String group : groups) {
            for (MemberDescription member : members(admin, group)) {
                String names =
                        member.clientId() + " " + member.groupInstanceId().orElse("");
                if (ids.stream().anyMatch(names::contains)) {
                    return Optional.of("member " + member.consumerId() + " of group " + group + " at " + member.host());
                }
            }
        }
        return Optional.empty();
    }

    private static Collection<MemberDescription> members(Admin admin, String group) {
        try {
            return AdminCalls.await(ms -> admin.describeClassicGroups(
                                    List.of(group), new DescribeClassicGroupsOptions().timeoutMs(ms))
                            .all())
                    .values()
                    .iterator()
                    .next()
                    .members();
        } catch (GroupIdNotFoundException e) {
            // A group doesn't exist until its first member has joined.
            return List.of();
        } catch (RuntimeException e) {
            throw new IllegalStateException("the brokers didn't report the members of the group " + group, e);
        }
    }
}
