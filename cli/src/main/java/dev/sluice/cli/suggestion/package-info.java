/** What the server suggests for a file that it doesn't understand, as options and as a command to copy. */
@NullMarked
package dev.sluice.cli.suggestion;

import org.jspecify.annotations.NullMarked;
