/** What keeps slow clients and large answers of a service's web server from starving all others. */
@NullMarked
package dev.sluice.web;

import org.jspecify.annotations.NullMarked;
