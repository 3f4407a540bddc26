/** The records in the topics, as values. */
@NullMarked
package dev.sluice.schemas.message;

import org.jspecify.annotations.NullMarked;
