import { dashOf, variableOf } from "./colors.js";
import { button, h, svg } from "./dom.js";
import { count, short, utc } from "./format.js";
import { pointAt } from "./profile.js";

const TITLES = ["series", "avg", "min", "max", "count"];

/**
 * The values at one time of the picture: of the time under the pointer, or of that which the slider is set to by touch or
 * keyboard.
 */
export class Readout {
  #profiles = [];
  /** The times that the slider goes through. */
  #stops = [];
  #onTime;
  #onRemove;
  /** The time that it shows the values of. */
  time = 0;
  #slider = h("input", { type: "range", min: "0", "aria-label": "Time", oninput: () => this.#choose() });
  #label = h("span", { class: "time" });
  #rows = h("tbody");
  element = h(
    "div",
    { class: "readout" },
    h("label", {}, this.#label, this.#slider),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h("tr", {}, TITLES.map((title) => h("th", { scope: "col" }, title)), h("td")),
      ),
      this.#rows,
    ),
  );

  /**
   * @param onTime receives the time that the slider is set to
   * @param onRemove receives the name of a series that is to be removed from the picture
   */
  constructor(onTime, onRemove) {
    this.#onTime = onTime;
    this.#onRemove = (name) => {
      // The button goes.
      this.#slider.focus();
      onRemove(name);
    };
  }

  /** Shows values of other profiles, with their slots, between two times. */
  show(profiles, from, to) {
    this.#profiles = profiles;
    const all = profiles.flatMap((profile) => profile.points.map((point) => point.at));
    this.#stops = [...new Set(all.filter((at) => from <= at && at <= to))].sort((a, b) => a - b);
    this.#slider.max = String(Math.max(0, this.#stops.length - 1));
    this.#slider.disabled = this.#stops.length < 2;
    this.#rows.replaceChildren(...profiles.map((profile) => row(profile, this.#onRemove)));
    this.at(from <= this.time && this.time <= to ? this.time : to);
  }

  /** Shows the values at a time. */
  at(time) {
    this.#slider.value = String(nearest(this.#stops, time));
    this.#render(time);
  }

  #choose() {
    const time = this.#stops[this.#slider.value];
    this.#render(time);
    this.#onTime(time);
  }

  #render(time) {
    this.time = time;
    const found = this.#profiles.map((profile) => ({ profile, point: pointAt(profile, time) }));
    this.#label.textContent = when(found, time);
    this.#slider.setAttribute(
      "aria-valuetext",
      `${this.#label.textContent}: ${found.map(({ profile, point }) => `${profile.name} ${words(point)}`).join("; ")}`,
    );
    found.forEach(({ point }, index) => fill(this.#rows.children[index], point));
  }
}

/** The shortest interval that a value is shown of, or the time if there is none. */
function when(found, time) {
  const widths = found.filter(({ point }) => point).map(({ profile }) => profile.width);
  const width = Math.min(...widths);
  const point = found.find(({ profile, point }) => point && profile.width === width)?.point;
  if (!point) {
    return `${utc(Math.round(time), 1)} UTC`;
  }
  return width > 1 ? `${utc(point.from, width)} to ${utc(point.to, width)} UTC` : `${utc(point.from, width)} UTC`;
}

const words = (point) =>
  point ? `average ${short(point.avg)}, ${short(point.min)} to ${short(point.max)}` : "no value";

function row({ name, slot }, onRemove) {
  const remove = button("×", () => onRemove(name), "plain");
  remove.setAttribute("aria-label", `Remove ${name} from the picture`);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, swatch(slot), name),
    TITLES.slice(1).map(() => h("td", { class: "number" })),
    h("td", {}, remove),
  );
}

function fill(row, point) {
  const values = point ? [short(point.avg), short(point.min), short(point.max), count(point.count)] : ["–", "–", "–", "0"];
  values.forEach((value, index) => (row.children[index + 1].textContent = value));
}

/** A piece of the line of the series in a slot. */
const swatch = (slot) =>
  svg(
    "svg",
    { class: "swatch", width: 28, height: 10, "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 5, x2: 28, y2: 5, stroke: variableOf(slot), "stroke-width": 3, "stroke-dasharray": dashOf(slot).join(" ") }),
  );

function nearest(stops, time) {
  let best = 0;
  stops.forEach((stop, index) => {
    if (Math.abs(stop - time) < Math.abs(stops[best] - time)) {
      best = index;
    }
  });
  return best;
}
