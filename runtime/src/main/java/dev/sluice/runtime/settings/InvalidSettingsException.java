package dev.sluice.runtime.settings;

import java.util.List;

/** Invalid settings with which a service can't start. The message lists each fault on a separate line. */
public final class InvalidSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> faults) {
        super("can't start: " + faults.size() + (faults.size() == 1 ? " setting is" : " settings are")
                + " invalid:\n  - " + String.join("\n  - ", faults));
    }
}
