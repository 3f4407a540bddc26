/** Generated files, of sensor readings above all, and what must come of them, by arithmetic that is not Sluice's. */
@NullMarked
package dev.sluice.standalone.readings;

import org.jspecify.annotations.NullMarked;
