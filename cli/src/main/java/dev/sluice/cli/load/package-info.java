/** {@code sluice load}: many generated files at once, each result checked. */
@NullMarked
package dev.sluice.cli.load;

import org.jspecify.annotations.NullMarked;
