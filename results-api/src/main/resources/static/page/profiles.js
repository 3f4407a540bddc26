import { follow, get } from "./api.js";
import { Pace } from "./pace.js";
import { profileOf, span } from "./profile.js";

/** The number of profiles per request: of two pages of the table. */
const PAGE = 50;

/** The profiles of a file's series, requested in pages, in the order of the server, until those that are wanted are known. */
export class Profiles {
  #path;
  /** By series. Those of an earlier state of the file stay until they are replaced. */
  #found = new Map();
  /** The series whose profiles are of the present state. */
  #current = new Set();
  /** The cursor of the next page; null behind the last one. */
  #next = null;
  #isAsking = false;
  #asking = new AbortController();
  #wanted = [];
  #onFound = () => {};
  #pace;

  constructor(path, signal) {
    this.#path = path;
    this.#pace = new Pace(() => this.#restart(), signal);
    signal.addEventListener("abort", () => this.#asking.abort());
  }

  /** Requests the profiles again, as the file has grown. */
  renew(isLast) {
    this.#pace.run(isLast);
  }

  /**
   * Passes on profiles of these series, in place of those wanted before, as soon as some are known, and when more are.
   *
   * @param onFound receives the profiles that have points, and the time {from, to} that all known ones span
   */
  want(names, onFound) {
    this.#wanted = names;
    this.#onFound = onFound;
    this.#tell();
    this.#ask();
  }

  #restart() {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#isAsking = false;
    this.#current.clear();
    this.#next = "";
    this.#ask();
  }

  async #ask() {
    if (this.#isAsking || !this.#lacksSome()) {
      return;
    }
    this.#isAsking = true;
    const { signal } = this.#asking;
    while (this.#lacksSome() && !signal.aborted) {
      await follow(
        () => get(`results/${this.#path}/profiles?limit=${PAGE}${this.#cursor()}`, signal),
        (page) => this.#take(page),
        (failure) => this.#fail(failure),
        signal,
      );
    }
    if (!signal.aborted) {
      this.#isAsking = false;
    }
  }

  #cursor() {
    return this.#next ? `&cursor=${encodeURIComponent(this.#next)}` : "";
  }

  #take(page) {
    for (const document of page.profiles) {
      const profile = profileOf(document);
      this.#found.set(profile.name, profile);
      this.#current.add(profile.name);
    }
    this.#next = page.next_cursor ?? null;
    this.#tell();
    return false;
  }

  #fail(failure) {
    if (failure.status < 500) {
      // It isn't tried again.
      this.#next = null;
    }
  }

  #lacksSome() {
    return this.#next !== null && this.#wanted.some((name) => !this.#current.has(name));
  }

  #tell() {
    const kept = this.#wanted.map((name) => this.#found.get(name)).filter((profile) => profile?.points.length > 0);
    if (kept.length > 0) {
      this.#onFound(kept, span([...this.#found.values()]));
    }
  }
}
