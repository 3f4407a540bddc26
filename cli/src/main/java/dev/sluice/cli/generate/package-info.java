/** {@code sluice generate}: a generated file on disk. */
@NullMarked
package dev.sluice.cli.generate;

import org.jspecify.annotations.NullMarked;
