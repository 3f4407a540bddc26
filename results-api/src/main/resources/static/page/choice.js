/** As many as there are distinct colours. */
export const MOST = 6;
/** The number of series that are chosen at first. */
const FIRST = 3;
/** The least share of the picture's height that each of these takes up. */
const LEAST_SHARE = 0.25;

/** The series of a file that are in its pictures. Each has a slot, which its colour belongs to. */
export class Choice extends EventTarget {
  #slots = new Array(MOST).fill(null);

  /** The chosen series with their slots, from 0. */
  get all() {
    return this.#slots.flatMap((name, slot) => (name === null ? [] : [{ name, slot }]));
  }

  has(name) {
    return this.#slots.includes(name);
  }

  get isFull() {
    return !this.#slots.includes(null);
  }

  /** Adds or removes a series; beyond the limit nothing is added. */
  set(name, chosen) {
    const slot = this.#slots.indexOf(chosen ? null : name);
    if (slot < 0 || this.has(name) === chosen) {
      return;
    }
    this.#slots[slot] = chosen ? name : null;
    this.dispatchEvent(new Event("change"));
  }
}

/** The names of the first series that can be read in one picture: on a common scale no line is flat. */
export function readable(series) {
  const chosen = [];
  for (const next of series) {
    const all = [...chosen, next];
    const height = Math.max(...all.map((each) => each.max)) - Math.min(...all.map((each) => each.min));
    if (chosen.length === 0 || all.every((each) => each.max - each.min >= LEAST_SHARE * height)) {
      chosen.push(next);
    }
    if (chosen.length === FIRST) {
      break;
    }
  }
  return chosen.map((each) => each.name);
}
