package dev.sluice.systemtests.upload;

import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import org.junit.jupiter.api.extension.ExtendWith;

/** With the embedded broker. */
@ExtendWith(SharedSluice.class)
class UploadIT extends UploadContract {
    UploadIT(SluiceProbe sluice) {
        super(sluice);
    }
}
