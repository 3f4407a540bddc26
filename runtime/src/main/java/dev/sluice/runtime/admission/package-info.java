/** Admission control of a service's web server: slow clients and large answers don't starve other requests. */
@NullMarked
package dev.sluice.runtime.admission;

import org.jspecify.annotations.NullMarked;
