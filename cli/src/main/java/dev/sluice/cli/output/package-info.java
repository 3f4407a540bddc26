/** What commands print: tables, JSON, and the exit code. */
@NullMarked
package dev.sluice.cli.output;

import org.jspecify.annotations.NullMarked;
