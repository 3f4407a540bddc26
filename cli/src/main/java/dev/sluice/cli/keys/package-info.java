/** {@code sluice keys}: the keys of clients. */
@NullMarked
package dev.sluice.cli.keys;

import org.jspecify.annotations.NullMarked;
