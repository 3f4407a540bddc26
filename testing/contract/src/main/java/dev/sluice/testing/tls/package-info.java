/** Certificates for tests of TLS. */
@NullMarked
package dev.sluice.testing.tls;

import org.jspecify.annotations.NullMarked;
