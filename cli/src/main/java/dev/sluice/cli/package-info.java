/** The command line {@code sluice}: its commands, and how errors become messages and exit codes. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
