package dev.sluice.standalone;

import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may use an embedded broker: Sluice itself, and the users in a file, who sign in with SCRAM-SHA-512 or PLAIN. These
 * may write what direct producers may write, and read all topics. Broker and controller sign in with each other
 * likewise, so that no port is open to others.
 */
final class BrokerAccess {
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String SCRAM_LOGIN = "scram.ScramLoginModule";
    /** For clients of librdkafka before 2.6.1, whose SCRAM brokers of Kafka 4 refuse. */
    private static final String PLAIN = "PLAIN";

    private static final String PROTOCOL = "SASL_PLAINTEXT";
    private static final List<String> LISTENERS =
            List.of(BrokerConfig.CLIENT_LISTENER, BrokerConfig.CONTROLLER_LISTENER);
    private static final String ALL_USERS = "User:*";
    private static final String ANY_NAME = "*";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Path usersFile;
    private final String password;

    private BrokerAccess(Path usersFile, String password) {
        this.usersFile = usersFile;
        this.password = password;
    }

    /**
     * The access of the users in a file.
     *
     * @throws InvalidUsersException if the file is faulty, or others may read it
     */
    static BrokerAccess of(Path usersFile) {
        var unused = BrokerUsers.read(usersFile);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new BrokerAccess(
                usersFile.toAbsolutePath(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** The settings of broker and controller, instead of those that let everyone in. */
    Map<String, String> ofBroker() {
        Map<String, String> settings = new HashMap<>();
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put(ofListener(BrokerConfig.CLIENT_LISTENER) + "sasl.enabled.mechanisms", MECHANISM + "," + PLAIN);
        signIn(settings, BrokerConfig.CLIENT_LISTENER, PLAIN, "plain.PlainLoginModule");
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put("sasl.mechanism.controller.protocol", MECHANISM);
        List<String> protocols = new ArrayList<>();
        for (String listener : LISTENERS) {
            protocols.add(listener + ":" + PROTOCOL);
            signIn(settings, listener, MECHANISM, SCRAM_LOGIN);
        }
        settings.put("listener.security.protocol.map", String.join(",", protocols));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + BrokerUsers.SLUICE);
        return settings;
    }

    private void signIn(Map<String, String> settings, String listener, String mechanism, String module) {
        String prefix = ofListener(listener) + mechanism.toLowerCase(Locale.ROOT) + ".sasl.";
        settings.put(prefix + "jaas.config", login(module, BrokerSignIn.FILE + "=" + quoted(usersFile.toString())));
        settings.put(prefix + "server.callback.handler.class", BrokerSignIn.class.getName());
    }

    private static String ofListener(String listener) {
        return "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
    }

    /** The settings of Sluice's own clients. */
    Map<String, Object> ofClient() {
        return Map.of(
                "security.protocol", PROTOCOL, "sasl.mechanism", MECHANISM, "sasl.jaas.config", login(SCRAM_LOGIN, ""));
    }

    private String login(String module, String option) {
        return "org.apache.kafka.common.security." + module + " required username=\"" + BrokerUsers.SLUICE
                + "\" password=\"" + password + "\" " + option + ";";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * Gives the users their rights, which the broker keeps, and returns when it goes by them.
     *
     * @param client the settings of a client of Sluice's own, with the broker's address
     */
    static void grant(Map<String, Object> client, Topics topics) {
        List<AclBinding> rights = new ArrayList<>();
        for (String topic : List.of(
                topics.rawChunks().name(),
                topics.validRows().name(),
                topics.streamEvents().name())) {
            rights.add(right(ResourceType.TOPIC, PatternType.LITERAL, topic, AclOperation.WRITE, true));
        }
        String own = topics.prefix();
        PatternType below = own.isEmpty() ? PatternType.LITERAL : PatternType.PREFIXED;
        rights.add(right(ResourceType.TOPIC, below, own.isEmpty() ? ANY_NAME : own, AclOperation.READ, true));
        // Any groups and transactions but those of the services.
        rights.add(right(ResourceType.GROUP, PatternType.LITERAL, ANY_NAME, AclOperation.READ, true));
        rights.add(right(ResourceType.TRANSACTIONAL_ID, PatternType.LITERAL, ANY_NAME, AclOperation.WRITE, true));
        if (!own.isEmpty()) {
            rights.add(right(ResourceType.GROUP, PatternType.PREFIXED, own, AclOperation.ALL, false));
            rights.add(right(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, own, AclOperation.ALL, false));
        }
        try (Admin admin = Admin.create(client)) {
            admin.createAcls(rights).all().get();
            // The controller has them then; the broker learns of them a little later.
            while (!admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(rights)) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rights of the broker's users can't be set", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static AclBinding right(
            ResourceType type, PatternType pattern, String name, AclOperation operation, boolean allowed) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(
                        ALL_USERS, ANY_NAME, operation, allowed ? AclPermissionType.ALLOW : AclPermissionType.DENY));
    }
}
