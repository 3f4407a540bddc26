/** What tests need to speak HTTP by themselves. */
@NullMarked
package dev.sluice.testing.http;

import org.jspecify.annotations.NullMarked;
