/** Tests of the results API: no broker, no mocks. */
@NullMarked
package dev.sluice.results;

import org.jspecify.annotations.NullMarked;
