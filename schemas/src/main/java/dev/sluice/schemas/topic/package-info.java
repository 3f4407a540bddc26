/** The topics of one Sluice, and the stages that consume them. */
@NullMarked
package dev.sluice.schemas.topic;

import org.jspecify.annotations.NullMarked;
