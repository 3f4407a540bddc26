/** Shows the progress of an upload and of its file. */
@NullMarked
package dev.sluice.cli.progress;

import org.jspecify.annotations.NullMarked;
