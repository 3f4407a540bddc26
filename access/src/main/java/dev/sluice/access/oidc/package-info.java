/** People of an OpenID Connect issuer, by the tokens that it signs. */
@NullMarked
package dev.sluice.access.oidc;

import org.jspecify.annotations.NullMarked;
