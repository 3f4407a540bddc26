package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alert rules and their unit tests, which Prometheus' promtool runs. */
class AlertRulesTest {
    private static final Path RULES = Observability.DIRECTORY.resolve("alerts.yml");
    private static final Path TESTS = Observability.DIRECTORY.resolve("alerts.test.yml");

    @Test
    void shouldHaveValidRules() throws IOException {
        assertThat(promtool("check", "rules", RULES.toString()))
                .contains("SUCCESS: " + alerts().size() + " rules found");
    }

    /** It names the file of the rules relative to itself. */
    @Test
    void shouldHaveAValidConfigurationThatRefersToTheRules() throws IOException {
        String output = promtool(
                "check",
                "config",
                Observability.DIRECTORY.resolve("prometheus.yml").toString());

        assertThat(output).contains("SUCCESS: 1 rule files found", "SUCCESS: " + alerts().size() + " rules found");
    }

    @Test
    void shouldFireOnFaultsOnly() throws IOException {
        assertThat(promtool("test", "rules", TESTS.toString())).contains("SUCCESS");
    }

    /** promtool accepts expectations of an alert that doesn't exist. */
    @Test
    void shouldHaveTestsInWhichEachAlertFiresAndDoesNotFire() throws IOException {
        Set<Object> firing = new HashSet<>();
        Set<Object> notFiring = new HashSet<>();
        for (Map<String, Object> test : list(yaml(TESTS).get("tests"))) {
            for (Map<String, Object> expectation : list(test.get("alert_rule_test"))) {
                Set<Object> names = list(expectation.get("exp_alerts")).isEmpty() ? notFiring : firing;
                names.add(expectation.get("alertname"));
            }
        }

        assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts());
        assertThat(notFiring).containsExactlyInAnyOrderElementsOf(alerts());
    }

    private static List<Object> alerts() throws IOException {
        return Observability.rules().stream().map(rule -> rule.get("alert")).toList();
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static String promtool(String... arguments) throws IOException {
        Programs.require("promtool");
        return Programs.run(
                "", Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList());
    }
}
