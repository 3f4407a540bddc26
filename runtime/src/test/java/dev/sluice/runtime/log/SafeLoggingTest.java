package dev.sluice.runtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SafeLoggingTest {
    private static final String FORGED =
            "a.csv\n2026-11-01 INFO all is well\r\u001b[2J\u202egnp.exe\u2028\u0085\u0000end";

    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("safe-logging-test");
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void log() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logger.getLoggerContext());
        encoder.setPattern("%level %kvp %msg%n%ex");
        encoder.start();
        appender.setContext(logger.getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        logger.setAdditive(false);
        logger.addAppender(appender);
        SafeLogging.install();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        appender.stop();
    }

    @Test
    void shouldWriteOneLineForEachEvent() {
        logger.info("Request refused: {}", FORGED);

        assertThat(lines())
                .containsExactly("INFO  Request refused: a.csv\\n2026-11-01 INFO all is well\\r\\u001b[2J\\u202egnp.exe"
                        + "\\u2028\\u0085\\u0000end");
    }

    @Test
    void shouldEscapeExceptionMessages() {
        logger.error("Failed", new IllegalStateException(FORGED, new IllegalArgumentException("cause: " + FORGED)));

        assertThat(lines()).noneMatch(line -> line.startsWith("2026"));
        assertThat(written.toString(UTF_8)).doesNotContain("\u001b", "\u202e", "\u2028", "\u0000", "\r");
        assertThat(lines()).anyMatch(line -> line.contains("cause: a.csv\\n2026-11-01"));
    }

    @Test
    void shouldEscapeFields() {
        logger.atInfo().addKeyValue("file_id", FORGED).log("A line");

        assertThat(lines()).hasSize(1);
        assertThat(written.toString(UTF_8)).contains("a.csv\\n2026-11-01").doesNotContain("\u001b");
    }

    @Test
    void shouldLeaveOtherTextAsItIs() {
        logger.info("Größe: 5 m², 温度, 🌡, a\\b");

        assertThat(lines()).containsExactly("INFO  Größe: 5 m², 温度, 🌡, a\\b");
    }

    @Test
    void shouldNotWrapTwice() {
        SafeLogging.install();

        logger.info("{}", "a\nb");

        assertThat(lines()).containsExactly("INFO  a\\nb");
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
