/** The field types, their formats and constraints. */
@NullMarked
package dev.sluice.tabular.dataset.type;

import org.jspecify.annotations.NullMarked;
