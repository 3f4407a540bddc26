package dev.sluice.runtime.settings;

import java.util.List;

/** Settings that a service can't start with. The message lists every fault on a line of its own. */
public final class InvalidSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> faults) {
        super("can't start, as " + faults.size() + (faults.size() == 1 ? " setting is" : " settings are")
                + " wrong:\n  - " + String.join("\n  - ", faults));
    }
}
