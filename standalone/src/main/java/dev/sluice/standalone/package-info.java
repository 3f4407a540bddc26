/** All services in one JVM on one port, with a broker of their own. */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
