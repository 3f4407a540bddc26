/** {@code sluice up}: all services and a broker until Ctrl-C. */
@NullMarked
package dev.sluice.cli.up;

import org.jspecify.annotations.NullMarked;
