@NullMarked
package dev.sluice.testing.contract;

import org.jspecify.annotations.NullMarked;
