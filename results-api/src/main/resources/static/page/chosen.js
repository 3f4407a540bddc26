import { follow, get } from "./api.js";
import { Pace } from "./pace.js";
import { profileOf } from "./profile.js";

/** What a browser removes from a path, however it is encoded. */
const REMOVED = [".", ".."];

/** The profiles of the series that are chosen, each with its distribution. */
export class ChosenProfiles {
  #path;
  #choice;
  #onChange;
  /** By series {profile}, or {failure} if there is none yet. */
  #found = new Map();
  #asked = new Set();
  #asking = new AbortController();
  #pace;

  /** @param onChange is called when others are chosen, and when something about them is known */
  constructor(path, choice, onChange, signal) {
    this.#path = path;
    this.#choice = choice;
    this.#onChange = onChange;
    this.#pace = new Pace(() => this.#restart(), signal);
    choice.addEventListener("change", () => this.#ask(), { signal });
    signal.addEventListener("abort", () => this.#asking.abort());
  }

  /** For each chosen series {name, slot}, and its profile, or failure, if that is known. */
  get all() {
    return this.#choice.all.map((each) => ({ ...this.#found.get(each.name), ...each }));
  }

  /** Requests the profiles again, as the file has grown. */
  renew(isLast) {
    this.#pace.run(isLast);
  }

  #restart() {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked.clear();
    this.#ask();
  }

  #ask() {
    for (const { name } of this.#choice.all.filter((each) => !this.#asked.has(each.name))) {
      this.#asked.add(name);
      if (REMOVED.includes(name)) {
        this.#found.set(name, { failure: { message: "a browser can't ask for a series of this name", status: 400 } });
        continue;
      }
      follow(
        (signal) => get(`results/${this.#path}/series/${encodeURIComponent(name)}/profile`, signal),
        (document) => this.#put(name, { profile: profileOf(document) }),
        (failure) => this.#put(name, { failure }),
        this.#asking.signal,
      );
    }
    this.#onChange();
  }

  #put(name, found) {
    this.#found.set(name, found);
    this.#onChange();
    return false;
  }
}
