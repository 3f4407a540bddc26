import { ChosenProfiles } from "./chosen.js";
import { drawDistribution } from "./distribution.js";
import { h } from "./dom.js";
import { Figure } from "./figure.js";
import { keys } from "./timechart.js";
import { TimePicture } from "./timepicture.js";

const and = new Intl.ListFormat("en");

/** The chosen series of a file in one picture over time, and the distribution of their values. */
export class Picture {
  #section;
  #chosen;
  /** The number of rows of the file that the profiles are of. */
  #rows = 0;
  #note = h("p", { class: "quiet small", role: "status" });
  #time;
  #shares;
  /** The profiles whose distribution is shown, with their slots. */
  #distributed = [];

  /**
   * @param section is hidden until there is something to show
   * @param file the file's name, without an ending
   * @param choice the chosen series
   */
  constructor(section, path, file, choice, signal) {
    this.#section = section;
    this.#chosen = new ChosenProfiles(path, choice, () => this.#show(), signal);
    this.#time = new TimePicture(file, (name) => choice.set(name, false));
    this.#shares = new Figure(file, "distribution", () => this.#percentiles(), () => keys(this.#distributed));
    section.append(
      h("h2", {}, "Over time"),
      this.#note,
      h("div", { class: "charts over-time" }, this.#time.elements, this.#shares.element),
    );
    this.#show();
    signal.addEventListener("abort", () => {
      this.#time.end();
      this.#shares.end();
    });
  }

  /** Requests the profiles again if the file has grown. */
  update(file) {
    this.#section.hidden = file.series === 0;
    if (file.total_rows !== this.#rows) {
      this.#rows = file.total_rows;
      this.#chosen.renew(!file.provisional);
    }
  }

  #show() {
    const all = this.#chosen.all;
    const profiles = all.flatMap(({ profile, slot }) => (profile ? [{ ...profile, slot }] : []));
    this.#note.textContent = note(all);
    this.#time.show(profiles);
    this.#distributed = profiles.filter((profile) => profile.distribution);
    this.#shares.element.hidden = this.#distributed.length === 0;
    if (this.#distributed.length > 0) {
      drawDistribution(this.#shares, this.#distributed);
    }
  }

  #percentiles() {
    return [
      ["series", "percentile", "value"],
      ...this.#distributed.flatMap(({ name, distribution }) =>
        distribution.map((value, percentile) => [name, percentile, value]),
      ),
    ];
  }
}

/** What isn't in the picture, and why. */
function note(all) {
  if (all.length === 0) {
    return "Choose series in the table below.";
  }
  const failures = all.filter(({ failure }) => failure);
  const without = all.filter(({ profile }) => profile && profile.points.length === 0).map(({ name }) => name);
  return [
    ...failures.slice(0, 1).map(({ name, failure }) => `${name}: ${failure.message}.${failure.status < 500 ? "" : " Retrying …"}`),
    without.length ? `Nothing is kept over time of ${and.format(without)}: the rows have no time, or the file has too many series.` : null,
  ]
    .filter(Boolean)
    .join(" ");
}
