package dev.sluice.cli.topics;

import dev.sluice.cli.option.ServerOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.TopicState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice topics tail}. */
@Command(
        name = "tail",
        description = {
            "Prints the records of a topic as they arrive, only of committed transactions, until Ctrl-C.",
            "A line is: partition:offset, time, key, headers if there are any, value.",
            "For a dead letter, before its key: the service that refused or quarantined it, its origin and the reason.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as many records printed as were requested",
            "1:unknown topic, or the brokers deny access to it",
            "2:wrong usage",
            "4:Sluice is unavailable",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice topics tail invalid-rows",
            "  sluice topics tail valid-rows --from-beginning --limit 10",
            "  sluice topics tail raw-chunks --json | jq .headers",
            "  sluice topics tail dead-letters --from-beginning",
        })
final class TopicsTailCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "TOPIC", description = "Its name, with or without the prefix.")
    private String name = "";

    @Option(names = "--from-beginning", description = "Print all records that are kept, not only new ones.")
    private boolean fromBeginning;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after this number of records.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "The brokers' addresses. Default: those that Sluice reports.")
    private @Nullable String broker;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's client, as for Kafka's own tools: sign-in and TLS.")
    private @Nullable Path config;

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: expected at least 1");
        }
        SystemState system = Json.MAPPER.treeToValue(server.client().system(), SystemState.class);
        String topic = topic(system.topics());
        String brokers = broker == null ? String.join(",", system.brokers()) : broker;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(brokers)) {
            print(consumer, topic);
        } catch (KafkaException e) {
            throw new UnavailableException(URI.create("kafka://" + brokers), String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.code();
    }

    private void print(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        PrintWriter out = spec.commandLine().getOut();
        // Unlike a poll, it fails if no broker answers.
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        long printed = 0;
        while (printed < limit) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (printed++ < limit) {
                    out.println(server.json() ? RecordText.json(record) : RecordText.line(record));
                }
            }
            out.flush();
        }
    }

    private String topic(List<TopicState> topics) {
        return topics.stream()
                .map(TopicState::name)
                .filter(topic -> topic.equals(name) || topic.endsWith("." + name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no topic " + name + "; there are "
                                + String.join(
                                        ", ",
                                        topics.stream().map(TopicState::name).toList())));
    }

    private KafkaConsumer<byte[], byte[]> consumer(String brokers) {
        Map<String, Object> settings = new HashMap<>(given());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> given() {
        Map<String, Object> settings = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader text = Files.newBufferedReader(config)) {
                properties.load(text);
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), config + " can't be read: " + e.getMessage(), e);
            }
            properties.stringPropertyNames().forEach(each -> settings.put(each, properties.getProperty(each)));
        }
        return settings;
    }
}
