/** The colours of charts follow the theme; those of series are distinct for the colour-blind, too, and have a dash each. */
const DASHES = [[], [9, 4], [3, 3], [12, 3, 3, 3], [6, 6], [16, 5]];

/** A colour of the theme. */
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The name of the colour of the series in a slot, from 0. */
const nameOf = (slot) => `--series-${slot + 1}`;

export const colorOf = (slot) => color(nameOf(slot));
/** The same for style sheets and drawings, where it follows the theme by itself. */
export const variableOf = (slot) => `var(${nameOf(slot)})`;
/** The same, so light that lines are seen through it. */
export const shadeOf = (slot) => `${colorOf(slot)}38`;
export const dashOf = (slot) => DASHES[slot];
