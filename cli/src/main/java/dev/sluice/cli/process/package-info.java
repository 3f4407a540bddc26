/** {@code sluice process}: processes files and prints their results. */
@NullMarked
package dev.sluice.cli.process;

import org.jspecify.annotations.NullMarked;
