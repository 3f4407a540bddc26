/** {@code ./sluice fuzz}: feeds each stage with generated inputs. */
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
