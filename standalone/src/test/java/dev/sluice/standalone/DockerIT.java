package dev.sluice.standalone;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** With {@code apache/kafka} in a container; skipped where no Docker engine answers. */
@Tag("docker")
@ExtendWith(ContainerSluice.class)
class DockerIT extends UploadContract {
    DockerIT(SluiceProbe sluice) {
        super(sluice);
    }
}
