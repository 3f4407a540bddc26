/** Generated files and their expected results, computed by arithmetic that is not Sluice's own. */
@NullMarked
package dev.sluice.cli.generator;

import org.jspecify.annotations.NullMarked;
