/** The object store: objects of a bucket or a directory become files, and ended files become objects. */
@NullMarked
package dev.sluice.objects;

import org.jspecify.annotations.NullMarked;
