/** Creates and checks topics, and the rights on them, when a service starts. */
@NullMarked
package dev.sluice.runtime.topic;

import org.jspecify.annotations.NullMarked;
