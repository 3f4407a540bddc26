/** The settings of the splitter. */
@NullMarked
package dev.sluice.splitter.settings;

import org.jspecify.annotations.NullMarked;
