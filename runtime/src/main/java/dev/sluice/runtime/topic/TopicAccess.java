package dev.sluice.runtime.topic;

import dev.sluice.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The operations on topics that a service needs. They are checked when the service starts: otherwise a missing right
 * that is needed once a year, such as writing a dead letter, would be noticed a year later.
 *
 * @param reads topics whose records it reads
 * @param writes topics that it writes records to
 */
public record TopicAccess(List<Topic<?, ?>> reads, List<Topic<?, ?>> writes) {
    public TopicAccess {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /**
     * The operations that the brokers deny, such as {@code Write sluice.raw-chunks}.
     *
     * @param found all topics by name, with the operations that this service is allowed to perform
     */
    List<String> deniedIn(Map<String, TopicDescription> found) {
        List<String> denied = new ArrayList<>();
        addDenied(denied, reads, AclOperation.READ, "Read ", found);
        addDenied(denied, writes, AclOperation.WRITE, "Write ", found);
        return denied;
    }

    /**
     * Refuses to start without these operations.
     *
     * @throws IllegalStateException if there are any; the message names all of them
     */
    static void refuse(List<String> denied) {
        if (!denied.isEmpty()) {
            denied.sort(null);
            throw new IllegalStateException("the Kafka broker doesn't allow this service's user to "
                    + String.join(", ", denied) + "; docs/how-to/secure-kafka.md has the ACLs of each service");
        }
    }

    private static void addDenied(
            List<String> denied,
            List<Topic<?, ?>> topics,
            AclOperation operation,
            String inWords,
            Map<String, TopicDescription> found) {
        for (Topic<?, ?> topic : topics) {
            TopicDescription description = found.get(topic.name());
            Set<AclOperation> allowed = description == null ? null : description.authorizedOperations();
            if (allowed != null && !allowed.contains(operation)) {
                denied.add(inWords + topic.name());
            }
        }
    }
}
