/** What operations people see of one instance: its audit log, refused requests, and the use of quotas. */
@NullMarked
package dev.sluice.runtime.operations;

import org.jspecify.annotations.NullMarked;
