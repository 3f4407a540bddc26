/** All services in one JVM on one port, with an embedded broker. */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
