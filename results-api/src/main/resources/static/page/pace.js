/** The least time between two runs, in milliseconds. */
const PAUSE = 3000;

/** Runs an action at once, but not more often than every few seconds; the last one isn't delayed. */
export class Pace {
  #action;
  #last = -Infinity;
  #timer = null;

  constructor(action, signal) {
    this.#action = action;
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  run(isLast) {
    const wait = this.#last + PAUSE - performance.now();
    if (isLast || wait <= 0) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#last = performance.now();
      this.#action();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.run(true);
      }, wait);
    }
  }
}
