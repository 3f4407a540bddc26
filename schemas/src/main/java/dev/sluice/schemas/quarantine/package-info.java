/**
 * Quarantine: which record makes a stage fail again and again, and that it is set aside after it has failed alone twice. The
 * same for all stages, without Kafka Streams. {@link dev.sluice.schemas.quarantine.Quarantine} is where to begin.
 */
@NullMarked
package dev.sluice.schemas.quarantine;

import org.jspecify.annotations.NullMarked;
