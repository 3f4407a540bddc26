package dev.sluice.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.Upload;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.systemtests.security.RecordingAuthorizer.Request;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.ServiceInstances;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services against a broker with TLS, SCRAM and an authorizer that allows nothing by default: the rights in
 * docs/how-to/secure-kafka.md are sufficient and not excessive, and missing rights are reported.
 */
class SecurityIT {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final TopicAccess NO_ACCESS = new TopicAccess(List.of(), List.of());
    private static final String STRANGER = "stranger";
    private static final List<String> SERVICES = List.of("ingest-gateway", "row-splitter", "aggregator");

    @TempDir
    private static Path directory;

    private static SecuredBroker broker;
    private static Admin admin;

    @BeforeAll
    static void startBroker() throws Exception {
        RecordingAuthorizer.forget();
        broker = SecuredBroker.start(
                directory.resolve("broker"), List.of("ingest-gateway", "row-splitter", "aggregator", STRANGER));
        DocumentedAcls.apply(broker, directory);
        admin = Admin.create(broker.client(SecuredBroker.ADMIN));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldRunWithTheDocumentedAclsAndRequireEachOfThem() throws Exception {
        try (ServiceInstances services = new ServiceInstances(directory, broker.bootstrapServers())) {
            services.start("ingest-gateway", broker.environment("ingest-gateway"));
            // Alone at first, so that it is the one that creates the topics; the others create what Kafka Streams adds.
            services.awaitReady("ingest-gateway");
            services.start("row-splitter", withPem(broker.environment("row-splitter")));
            services.start("aggregator", broker.environment("aggregator"));
            services.start(
                    "results-api",
                    Map.of(
                            "SLUICE_RESULTS_AGGREGATORS",
                            services.probe("aggregator").url().toString()));
            services.awaitReady();
            SluiceProbe gateway = services.probe("ingest-gateway");
            SluiceProbe results = services.probe("results-api");

            GeneratedCsv file = new GeneratedCsv(5, 20, 0.1);
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            file.writeHeader(csv);
            file.writeRows(csv, 2_000);
            String id = SluiceProbe.fileId(gateway.uploadRaw("secured.csv", csv.toByteArray()));
            FileSummary end = results.awaitEnd(id);

            assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
            file.reference().assertEquals(results.allSeries(id));

            // In parts, which have a topic of their states.
            SluiceClient client =
                    new SluiceClient(ClientSettings.of(gateway.url()).withResumableFrom(1));
            String parts = client.upload(
                    Upload.named("parts.csv"), Files.write(directory.resolve("parts.csv"), csv.toByteArray()));
            assertThat(results.awaitEnd(parts).status()).isEqualTo(FileStatus.PARTIAL);

            assertThat(results.json("/system").path("stages").size()).isEqualTo(3);

            // What is written seldom: deletions, dead letters of both, and the aggregator's question about an overdue
            // upload.
            assertThat(results.delete("/files/" + id).statusCode()).isEqualTo(204);
            sendWhatIsSeldom();
            assertThat(results.awaitEnd("left-alone").status()).isEqualTo(FileStatus.FAILED);
            closeAStreamAsADirectProducer();
            assertThat(results.awaitEnd("closed-by-a-producer").status()).isEqualTo(FileStatus.PROCESSED);
            services.process("row-splitter").stop();
            services.process("aggregator").stop();
        }

        assertThat(RecordingAuthorizer.denied())
                .filteredOn(request -> SERVICES.stream().anyMatch(service -> isOf(request, service)))
                .isEmpty();
        assertThat(acls()).filteredOn(acl -> !isUsed(acl)).isEmpty();
    }

    @Test
    void shouldReportAWrongPassword() throws IOException {
        Map<String, String> environment = broker.environment("row-splitter");
        environment.put("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", SecuredBroker.signIn("row-splitter", "a guess"));

        assertThat(logOfRefused("row-splitter", environment))
                .contains("the Kafka broker rejected the credentials of this service")
                .contains("invalid credentials")
                .contains("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG");
    }

    /** In its own prefix, so that the rights of the other tests are left alone. */
    @Test
    void shouldReportTheGroupThatItMayNotUse() throws Exception {
        allow(PatternType.PREFIXED, ResourceType.TOPIC, "groupless.", AclOperation.ALL);
        allow(PatternType.PREFIXED, ResourceType.TRANSACTIONAL_ID, "groupless.", AclOperation.ALL);
        Map<String, String> environment = broker.environment(STRANGER);
        environment.put("SLUICE_TOPICS_PREFIX", "groupless.");

        // Whichever of its two groups is refused first.
        assertThat(logOfRefused("aggregator", environment))
                .containsAnyOf("Combining failed; the process ends", "Merging failed; the process ends")
                .containsAnyOf(
                        "Not authorized to access group: groupless.combiner",
                        "Not authorized to access group: groupless.aggregator");
    }

    @Test
    void shouldReportAnUntrustedBroker() {
        Map<String, Object> untrusting = new HashMap<>(broker.client(STRANGER));
        untrusting.keySet().removeIf(name -> name.startsWith("ssl."));
        try (Admin stranger = Admin.create(untrusting)) {
            assertThatThrownBy(() -> TopicSetup.ensure(stranger, topics("untrusted."), NO_ACCESS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "the Kafka broker rejected the credentials of this service: SSL handshake failed")
                    .hasMessageContaining("SPRING_KAFKA_SSL_");
        }
    }

    @Test
    void shouldReportEachMissingAclOfATopic() throws Exception {
        Topics topics = topics("partly.");
        TopicAccess access =
                new TopicAccess(List.of(topics.fileResults()), List.of(topics.rawChunks(), topics.deadLetters()));
        try (Admin stranger = Admin.create(broker.client(STRANGER))) {
            assertThatThrownBy(() -> TopicSetup.ensure(stranger, topics, access))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "user to Describe partly.aggregator-combined, Describe partly.aggregator-deltas, ");

            allow(PatternType.PREFIXED, ResourceType.TOPIC, "partly.", AclOperation.DESCRIBE);
            assertThatThrownBy(() -> TopicSetup.ensure(stranger, topics, access))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Create partly.aggregator-combined, Create partly.aggregator-deltas, ");

            TopicSetup.ensure(admin, topics, access);
            allow(PatternType.LITERAL, ResourceType.TOPIC, "partly.raw-chunks", AclOperation.WRITE);
            assertThatThrownBy(() -> TopicSetup.ensure(stranger, topics, access))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("user to Read partly.file-results, Write partly.dead-letters;");

            // Nothing has to be created any more, so no service needs the right to.
            allow(PatternType.LITERAL, ResourceType.TOPIC, "partly.dead-letters", AclOperation.WRITE);
            allow(PatternType.LITERAL, ResourceType.TOPIC, "partly.file-results", AclOperation.READ);
            TopicSetup.ensure(stranger, topics, access);
        }
    }

    private static Topics topics(String prefix) {
        return TopicSettings.read(new Settings(Map.of("topics.prefix", prefix)));
    }

    /** The other form in which certificates come. */
    private static Map<String, String> withPem(Map<String, String> environment) {
        environment.remove("SPRING_KAFKA_SSL_TRUST_STORE_PASSWORD");
        environment.put("SPRING_KAFKA_SSL_TRUST_STORE_TYPE", "PEM");
        environment.put(
                "SPRING_KAFKA_SSL_TRUST_STORE_LOCATION",
                "file:" + broker.certificate().pem());
        return environment;
    }

    private static String logOfRefused(String service, Map<String, String> environment) throws IOException {
        Path logs = Files.createTempDirectory(directory, "refused");
        try (ServiceInstances services = new ServiceInstances(logs, broker.bootstrapServers())) {
            ServiceProcess process = services.start(service, environment);
            assertThat(process.awaitExit()).isOne();
            return Files.readString(process.log());
        }
    }

    /** With the right to do so, and no right to speak as Sluice. */
    private static void closeAStreamAsADirectProducer() throws Exception {
        allow(PatternType.LITERAL, ResourceType.TOPIC, "sluice.stream-events", AclOperation.WRITE);
        String closed = "{\"type\":\"stream_closed\",\"file_id\":\"closed-by-a-producer\",\"rows\":0}";
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(broker.client(STRANGER), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("sluice.stream-events", "closed-by-a-producer", closed))
                    .get();
            for (String topic : List.of("sluice.file-events", "sluice.file-deletions")) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "closed-by-a-producer", closed))
                                .get())
                        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private static void sendWhatIsSeldom() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                broker.client(SecuredBroker.ADMIN), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("sluice.raw-chunks", "no name of a stream", ""))
                    .get();
            producer.send(new ProducerRecord<>("sluice.valid-rows", "boiler", "no row"))
                    .get();
            String opened = "{\"type\":\"file_opened\",\"file_id\":\"left-alone\",\"dataset\":\"sensor-readings\","
                    + "\"filename\":\"left.csv\",\"csv_header\":\"timestamp,sensor_id,value\","
                    + "\"upload_time\":\"2026-11-01T00:00:00Z\",\"deadline_ms\":1000}";
            producer.send(new ProducerRecord<>("sluice.file-events", "left-alone", opened))
                    .get();
        }
        while (TopicReader.end(broker.client(SecuredBroker.ADMIN), "sluice.dead-letters", 0) < 2) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static void allow(PatternType pattern, ResourceType type, String name, AclOperation operation)
            throws Exception {
        AclBinding acl = new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + STRANGER, "*", operation, AclPermissionType.ALLOW));
        admin.createAcls(List.of(acl)).all().get();
    }

    /** Those of the services, as the broker has them. */
    private static Collection<AclBinding> acls() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .filter(acl -> !acl.entry().principal().equals("User:" + STRANGER))
                .toList();
    }

    private static boolean isOf(Request request, String service) {
        return request.principal().equals("User:" + service);
    }

    private static boolean isUsed(AclBinding acl) {
        return RecordingAuthorizer.allowed().stream().anyMatch(request -> allows(acl, request));
    }

    private static boolean allows(AclBinding acl, Request request) {
        String name = request.resource().name();
        String pattern = acl.pattern().name();
        return request.principal().equals(acl.entry().principal())
                && request.operation() == acl.entry().operation()
                && request.resource().resourceType() == acl.pattern().resourceType()
                && (acl.pattern().patternType() == PatternType.PREFIXED
                        ? name.startsWith(pattern)
                        : name.equals(pattern));
    }
}
