/** Options that several commands share, and the types of their values. */
@NullMarked
package dev.sluice.cli.option;

import org.jspecify.annotations.NullMarked;
