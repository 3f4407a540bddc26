/** Creates and checks topics, and the rights on them, at the start of a service. */
@NullMarked
package dev.sluice.runtime.topic;

import org.jspecify.annotations.NullMarked;
