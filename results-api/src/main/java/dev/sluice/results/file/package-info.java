/** Status, statistics, lists and deletion of files. */
@NullMarked
package dev.sluice.results.file;

import org.jspecify.annotations.NullMarked;
