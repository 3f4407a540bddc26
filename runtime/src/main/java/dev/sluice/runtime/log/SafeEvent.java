package dev.sluice.runtime.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A log event whose texts contain no line breaks or control sequences. */
record SafeEvent(ILoggingEvent unsafe) implements ILoggingEvent {
    @Override
    public @Nullable String getMessage() {
        return safe(unsafe.getMessage());
    }

    @Override
    public @Nullable String getFormattedMessage() {
        return safe(unsafe.getFormattedMessage());
    }

    @Override
    public String getThreadName() {
        return SafeText.of(unsafe.getThreadName());
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return SafeThrowable.of(unsafe.getThrowableProxy());
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> unsafeMap = unsafe.getMDCPropertyMap();
        if (unsafeMap == null || unsafeMap.isEmpty()) {
            return Map.of();
        }
        Map<String, String> all = new LinkedHashMap<>();
        unsafeMap.forEach((key, value) -> all.put(SafeText.of(key), SafeText.of(String.valueOf(value))));
        return all;
    }

    /** @deprecated as in the interface */
    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        List<KeyValuePair> pairs = unsafe.getKeyValuePairs();
        return pairs == null
                ? null
                : pairs.stream()
                        .map(pair -> new KeyValuePair(
                                SafeText.of(pair.key),
                                pair.value instanceof CharSequence text ? SafeText.of(text.toString()) : pair.value))
                        .toList();
    }

    @Override
    public Level getLevel() {
        return unsafe.getLevel();
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return unsafe.getArgumentArray();
    }

    @Override
    public String getLoggerName() {
        return unsafe.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return unsafe.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return unsafe.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return unsafe.hasCallerData();
    }

    @Override
    public @Nullable List<Marker> getMarkerList() {
        return unsafe.getMarkerList();
    }

    @Override
    public long getTimeStamp() {
        return unsafe.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return unsafe.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return unsafe.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return unsafe.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        unsafe.prepareForDeferredProcessing();
    }

    private static @Nullable String safe(@Nullable String text) {
        return text == null ? null : SafeText.of(text);
    }
}
