import { button, h, table } from "./dom.js";
import { Figure } from "./figure.js";
import { count, figure, utc } from "./format.js";
import { Readout } from "./readout.js";
import { drawTime, keys } from "./timechart.js";

/** What is shown around a single time, in seconds. */
const AROUND = 1;
/** The share of the shown time to which a click zooms in. */
const ZOOM = 0.5;

/** Series in one picture over time, a part of which can be shown larger; with the values at one time, and as a table. */
export class TimePicture {
  #profiles = [];
  #chart = null;
  /** The shown times {from, to}; null for all of them. */
  #window = null;
  #figure;
  #readout;
  #zoom = [
    button("Zoom in", () => this.#scale(ZOOM)),
    button("Zoom out", () => this.#scale(1 / ZOOM)),
    button("All", () => this.#zoomTo(null)),
  ];
  #apart = h("input", { type: "checkbox", name: "apart", onchange: () => this.#draw() });
  #scales = h("label", {}, this.#apart, "Each on its own scale");
  #list = h("details", { ontoggle: () => this.#fill() }, h("summary", {}, "As a table"));
  /** The figure, and what stands below it. */
  elements;

  /**
   * @param file the file's name, without an ending
   * @param onRemove receives the name of a series that is to be removed from the picture
   */
  constructor(file, onRemove) {
    this.#figure = new Figure(file, "over-time", () => this.#csv(), () => keys(this.#profiles));
    this.#readout = new Readout((time) => this.#point(time), onRemove);
    const buttons = h("div", { class: "buttons" }, this.#zoom, this.#scales);
    this.elements = [this.#figure.element, h("div", {}, buttons, this.#readout.element, this.#list)];
  }

  /** Shows profiles, with their slots; nothing if none of them has points. */
  show(profiles) {
    this.#profiles = profiles.filter((profile) => profile.points.length > 0);
    for (const element of this.elements) {
      element.hidden = this.#profiles.length === 0;
    }
    if (this.#profiles.length > 0) {
      this.#draw();
    }
  }

  end() {
    this.#figure.end();
  }

  #draw() {
    const window = this.#window;
    const isApart = this.#apart.checked && this.#profiles.length > 1;
    this.#scales.hidden = this.#profiles.length < 2;
    this.#chart = drawTime(
      this.#figure,
      `Average, minimum and maximum over time (UTC)${isApart ? ", each on its own scale" : ""}`,
      this.#profiles,
      isApart,
      (time) => this.#readout.at(time),
      (from, to) => this.#zoomed(from, to),
    );
    // What it is zoomed to stays.
    this.#figure.onTheme = () => this.#draw();
    this.#zoomTo(window);
  }

  /** Shows the times between two, or all; the chart then tells what it shows. */
  #zoomTo(window) {
    const { first, last } = this.#ends();
    const fits = window && window.from < last && first < window.to;
    this.#chart.setScale("x", fits ? { min: window.from, max: window.to } : { min: first, max: last });
  }

  /** The first and the last time of the chart. */
  #ends() {
    const times = this.#chart.data[0];
    const around = times[0] === times.at(-1) ? AROUND : 0;
    return { first: times[0] - around, last: times.at(-1) + around };
  }

  #zoomed(from, to) {
    const { first, last } = this.#ends();
    const isAll = from <= first && last <= to;
    this.#window = isAll ? null : { from, to };
    const [closer, ...others] = this.#zoom;
    closer.disabled = this.#points().length <= 2 * this.#profiles.length;
    for (const other of others) {
      other.disabled = isAll;
    }
    // Around a single time there is nothing to read.
    const times = this.#chart.data[0];
    this.#readout.show(this.#profiles, Math.max(from, times[0]), Math.min(to, times.at(-1)));
    this.#fill();
  }

  /** Zooms around the time that the readout is at. */
  #scale(factor) {
    const { first, last } = this.#ends();
    const { from, to } = this.#window ?? { from: first, to: last };
    const half = ((to - from) * factor) / 2;
    const middle = this.#readout.time;
    this.#zoomTo({ from: Math.max(first, middle - half), to: Math.min(last, middle + half) });
  }

  /** Puts the cursor at a time. */
  #point(time) {
    const { valToPos, over } = this.#chart;
    this.#chart.setCursor({ left: valToPos(time, "x"), top: over.clientHeight / 2 }, false);
  }

  /** The points in the picture, each with its series. */
  #points() {
    const { from, to } = this.#window ?? { from: -Infinity, to: Infinity };
    return this.#profiles.flatMap(({ name, width, points }) =>
      points.filter(({ at }) => from <= at && at <= to).map((point) => ({ ...point, name, width })),
    );
  }

  #csv() {
    return [
      ["series", "start", "end", "count", "min", "avg", "max"],
      ...this.#points().map((each) => [each.name, iso(each.from), iso(each.to), each.count, each.min, each.avg, each.max]),
    ];
  }

  /** Fills the table while it is unfolded. */
  #fill() {
    const [summary] = this.#list.children;
    const points = this.#list.open ? this.#points() : [];
    this.#list.replaceChildren(summary, ...(this.#list.open ? [table(COLUMNS, points, { caption: "Times in UTC" })] : []));
  }
}

const iso = (time) => new Date(1000 * time).toISOString().replace(".000Z", "Z");

const COLUMNS = [
  { title: "Series", cell: (row) => row.name },
  { title: "From", kind: "whole", cell: (row) => utc(row.from, row.width) },
  { title: "To", kind: "whole", cell: (row) => utc(row.to, row.width) },
  { title: "count", number: true, cell: (row) => count(row.count) },
  ...["min", "avg", "max"].map((name) => ({ title: name, number: true, cell: (row) => figure(row[name]) })),
];
