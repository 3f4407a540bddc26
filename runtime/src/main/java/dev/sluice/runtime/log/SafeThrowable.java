package dev.sluice.runtime.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An exception whose messages, those of its causes included, are escaped. */
record SafeThrowable(IThrowableProxy unsafe) implements IThrowableProxy {
    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy unsafe) {
        return unsafe == null ? null : new SafeThrowable(unsafe);
    }

    @Override
    public @Nullable String getMessage() {
        String message = unsafe.getMessage();
        return message == null ? null : SafeText.of(message);
    }

    @Override
    public @Nullable String getOverridingMessage() {
        String message = unsafe.getOverridingMessage();
        return message == null ? null : SafeText.of(message);
    }

    @Override
    public String getClassName() {
        return unsafe.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return unsafe.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return unsafe.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return of(unsafe.getCause());
    }

    @Override
    public IThrowableProxy @Nullable [] getSuppressed() {
        IThrowableProxy[] suppressed = unsafe.getSuppressed();
        return suppressed == null
                ? null
                : Arrays.stream(suppressed).map(SafeThrowable::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return unsafe.isCyclic();
    }
}
