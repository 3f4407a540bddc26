package dev.sluice.systemtests.upload;

import dev.sluice.systemtests.support.ContainerSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** With {@code apache/kafka} in a container; skipped where no Docker engine answers. */
@Tag("containers")
@ExtendWith(ContainerSluice.class)
class DockerIT extends UploadContract {
    DockerIT(SluiceProbe sluice) {
        super(sluice);
    }
}
