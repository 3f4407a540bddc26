/** All services in one JVM on one port with a broker of their own, and the command line. */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
