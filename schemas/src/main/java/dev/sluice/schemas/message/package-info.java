/** The messages of the topics. */
@NullMarked
package dev.sluice.schemas.message;

import org.jspecify.annotations.NullMarked;
