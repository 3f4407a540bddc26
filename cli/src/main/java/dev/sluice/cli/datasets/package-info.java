/** {@code sluice datasets}: the datasets of a running Sluice, and documents for files that fit none of them. */
@NullMarked
package dev.sluice.cli.datasets;

import org.jspecify.annotations.NullMarked;
