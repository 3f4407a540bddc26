import { color } from "./colors.js";
import { button, h } from "./dom.js";
import { short, ticks } from "./format.js";
import { csv, png, save } from "./save.js";
import uPlot from "./vendor/uPlot.esm.js";

const HEIGHT = 260;
/** The steps of an axis of counts. */
export const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000, 100000, 1000000];

/** A chart with its title, which can be saved as a picture, and its data as CSV. It follows width and theme. */
export class Figure {
  #title = h("span");
  #frame = h("div", { class: "frame", role: "img" });
  #saves;
  #chart = null;
  #resized = new ResizeObserver(() => this.#chart?.setSize({ width: this.#frame.clientWidth, height: HEIGHT }));
  #ended = new AbortController();
  /** Draws the chart again in the colours of another theme. */
  onTheme = () => {};
  element;

  /**
   * @param file the name of the file whose data it shows, without an ending
   * @param part what is shown of it, for the names of saved files
   * @param rows returns the rows of the CSV with a header row, texts and numbers
   * @param keys returns {title, color, dash} of each line, for the saved picture
   */
  constructor(file, part, rows, keys = () => []) {
    const colors = () => ({ background: color("--pico-background-color"), text: color("--pico-color") });
    const asPicture = async () =>
      save(`${file}-${part}.png`, await png(this.#chart.ctx.canvas, `${file}: ${this.#title.textContent}`, keys(), colors()));
    this.#saves = [
      button("PNG", asPicture, "plain"),
      button("CSV", () => save(`${file}-${part}.csv`, csv(rows())), "plain"),
    ];
    const caption = h("figcaption", { class: "quiet small" }, this.#title, h("span", { class: "saves" }, this.#saves));
    this.element = h("figure", {}, caption, this.#frame);
    this.#resized.observe(this.#frame);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.onTheme(), { signal: this.#ended.signal });
  }

  /** Draws the data in place of what there was before. The figure must be in the document. */
  draw(title, data, options) {
    this.onTheme = () => this.draw(title, data, options);
    this.#title.textContent = title;
    this.#frame.setAttribute("aria-label", `Chart. ${title}`);
    for (const button of this.#saves) {
      button.setAttribute("aria-label", `${button.textContent} of ${title}`);
    }
    this.#chart?.destroy();
    const size = { width: this.#frame.clientWidth || 320, height: HEIGHT };
    this.#chart = new uPlot({ ...size, cursor: { y: false }, ...options }, data, this.#frame);
    return this.#chart;
  }

  end() {
    this.#ended.abort();
    this.#resized.disconnect();
    this.#chart?.destroy();
    this.element.remove();
  }
}

/** An axis in the colours of the theme. */
export const axis = () => ({
  stroke: () => color("--pico-muted-color"),
  grid: { stroke: () => color("--pico-muted-border-color"), width: 1 },
  ticks: { stroke: () => color("--pico-muted-border-color"), width: 1 },
});

/** A vertical axis of numbers, as wide as these are. */
export const upright = () => ({
  ...axis(),
  values: (_, splits) => ticks(splits),
  size: (_, values) => 24 + 7 * Math.max(2, ...(values ?? []).map((value) => String(value ?? "").length)),
});

/** A horizontal axis of numbers, as far apart as these are wide. */
export const level = () => ({
  ...axis(),
  values: (_, splits) => ticks(splits),
  space: (_, __, min, max) => 24 + 7 * Math.max(short(min).length, short(max).length),
});
