/** {@code sluice process}: files in, results out. */
@NullMarked
package dev.sluice.cli.process;

import org.jspecify.annotations.NullMarked;
