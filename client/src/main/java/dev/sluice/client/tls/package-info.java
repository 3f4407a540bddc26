/** TLS: which servers a client trusts, and why it doesn't trust one. */
@NullMarked
package dev.sluice.client.tls;

import org.jspecify.annotations.NullMarked;
