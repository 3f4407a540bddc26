/** Why a request is refused: stable codes and their responses. */
@NullMarked
package dev.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;
