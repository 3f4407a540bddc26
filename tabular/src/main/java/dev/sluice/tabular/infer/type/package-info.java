/** The types of a sample's columns, found by trying: numbers, dates and times, booleans, and cells without a value. */
@NullMarked
package dev.sluice.tabular.infer.type;

import org.jspecify.annotations.NullMarked;
