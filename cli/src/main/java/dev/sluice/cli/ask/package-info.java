/** The commands that query a running Sluice about files. */
@NullMarked
package dev.sluice.cli.ask;

import org.jspecify.annotations.NullMarked;
