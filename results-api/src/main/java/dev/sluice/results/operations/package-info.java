/** What operations people see of all clients. */
@NullMarked
package dev.sluice.results.operations;

import org.jspecify.annotations.NullMarked;
