/** Why a request is not accepted: stable codes and their answers. */
@NullMarked
package dev.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;
