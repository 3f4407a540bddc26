package dev.sluice.standalone;

import org.junit.jupiter.api.extension.ExtendWith;

/** With the embedded broker. */
@ExtendWith(SharedSluice.class)
class UploadIT extends UploadContract {
    UploadIT(SluiceProbe sluice) {
        super(sluice);
    }
}
