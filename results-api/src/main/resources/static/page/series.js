import { follow, get } from "./api.js";
import { Boxes } from "./boxes.js";
import { averages, spread } from "./chart.js";
import { readable } from "./choice.js";
import { button, h, table } from "./dom.js";
import { count, figure, plural } from "./format.js";
import { Profiles } from "./profiles.js";
import { sparkline } from "./sparkline.js";

/** The number of series per request; they are sorted and searched in the browser. */
const SERIES = 1000;
/** The number of rows that the table shows. */
const ROWS = 25;

/** The series of a file: a table that is sorted and searched in the browser, with charts of the shown series. */
export class SeriesPart {
  #all = [];
  #next = null;
  #asked = -1;
  #sorted = { by: "name", down: false };
  #from = 0;
  #section;
  #path;
  #signal;
  #complain;
  #forgive;
  #search = h("input", {
    type: "search",
    placeholder: "Series",
    "aria-label": "Search series",
    oninput: () => {
      this.#from = 0;
      this.#render();
    },
  });
  #body = h("div");
  #charts = h("div", { class: "charts" });
  #figures = [];
  #file;
  #choice;
  #boxes;
  #profiles;
  #hasChosen = false;

  /**
   * @param file the file's name, without an ending
   * @param choice the series that are chosen for the pictures; the first ones are chosen here
   * @param complain receives the reason if the statistics are unavailable
   * @param forgive is called once they are available again
   */
  constructor(section, path, file, choice, signal, complain, forgive) {
    this.#section = section;
    this.#path = path;
    this.#file = file;
    this.#choice = choice;
    this.#boxes = new Boxes(choice, signal);
    this.#profiles = new Profiles(path, signal);
    this.#signal = signal;
    this.#complain = complain;
    this.#forgive = forgive;
    signal.addEventListener("abort", () => this.#figures.forEach((figure) => figure.end()));
  }

  /** Requests the statistics if they have grown since the last request. */
  update(file) {
    const state = file.total_rows + (file.provisional ? 0 : 0.5);
    if (file.series === 0 || state === this.#asked) {
      return;
    }
    this.#asked = state;
    this.#profiles.renew(!file.provisional);
    this.#ask("", (page) => {
      if (state === this.#asked) {
        this.#all = entries(page);
        this.#show(page);
        if (this.#choice.all.length === 0 && !this.#hasChosen) {
          this.#hasChosen = true;
          readable(detailed(this.#shown())).forEach((name) => this.#choice.set(name, true));
        }
      }
    });
  }

  #more() {
    const after = this.#next;
    this.#ask(after, (page) => {
      if (after === this.#next) {
        this.#all.push(...entries(page));
        this.#show(page);
      }
    });
  }

  /** Polls until there is an answer. */
  #ask(cursor, onPage) {
    const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    follow(
      (wanted) => get(`results/${this.#path}?limit=${SERIES}${from}`, wanted),
      (page) => {
        this.#forgive();
        onPage(page);
        return false;
      },
      this.#complain,
      this.#signal,
    );
  }

  #show(page) {
    this.#next = page.next_cursor ?? null;
    if (!this.#section.children.length) {
      this.#section.append(h("h2", {}, "Statistics"), h("div", { class: "filters" }, this.#search), this.#body, this.#charts);
    }
    this.#render();
  }

  #shown() {
    const wanted = this.#search.value.trim().toLowerCase();
    const found = wanted ? this.#all.filter((each) => each.name.toLowerCase().includes(wanted)) : [...this.#all];
    const { by, down } = this.#sorted;
    found.sort((a, b) => (by === "name" ? a.name.localeCompare(b.name) : (a[by] ?? 0) - (b[by] ?? 0)));
    return down ? found.reverse() : found;
  }

  #render() {
    const found = this.#shown();
    const rows = found.slice(this.#from, this.#from + ROWS);
    const onSort = (by) => {
      this.#sorted = { by, down: this.#sorted.by === by && !this.#sorted.down };
      this.#from = 0;
      this.#render();
    };
    const turns = [
      this.#from > 0 ? turn("Previous", () => (this.#from -= ROWS)) : null,
      this.#from + ROWS < found.length ? turn("Next", () => (this.#from += ROWS)) : null,
      this.#next ? button(`Load ${count(SERIES)} more`, () => this.#more()) : null,
    ].filter(Boolean);
    const self = this;
    function turn(title, move) {
      const go = () => {
        move();
        self.#render();
      };
      return button(title, go);
    }
    const where =
      found.length > ROWS ? `${count(this.#from + 1)} to ${count(this.#from + rows.length)} of ` : "";
    const sparks = new Map(rows.map(({ name }) => [name, h("span")]));
    const focused = document.activeElement;
    this.#body.replaceChildren(
      table(columns(this.#boxes, sparks), rows, {
        caption: `${where}${plural(found.length, "series", "series")}${this.#next ? ", of those loaded" : ""}`,
        sorted: this.#sorted,
        onSort,
      }),
      h("div", { class: "buttons" }, turns),
    );
    if (this.#body.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
    this.#profiles.want([...sparks.keys()], (profiles, span) => {
      for (const profile of profiles) {
        sparks.get(profile.name).replaceChildren(sparkline(profile, span));
      }
    });
    this.#figures.forEach((figure) => figure.end());
    this.#figures = [
      ...(found.length > 0 ? [spread(this.#charts, this.#file, found)] : []),
      ...(found.length > 3 ? [averages(this.#charts, this.#file, found)] : []),
    ];
  }
}

const columns = (boxes, sparks) => [
  { title: "Series", sort: "name", cell: (row) => boxes.of(row.name) },
  { title: "Over time", kind: "spark", cell: (row) => sparks.get(row.name) },
  ...["count", "min", "avg", "max", "sum", "std_dev"].map((name) => ({
    title: name.replace("_", " "),
    sort: name,
    number: true,
    cell: (row) => (name === "count" ? count(row[name]) : figure(row[name])),
  })),
  ...["p01", "p05", "p25", "p50", "p75", "p95", "p99"].map((name) => ({
    title: name,
    sort: name,
    number: true,
    cell: (row) => figure(row[name]),
  })),
  { title: "Ranks", kind: "whole", cell: (row) => ranks(row) },
];

/** The series with percentiles, as these are kept over time, too; all of them if none has any. */
function detailed(series) {
  const found = series.filter((each) => each.p50 !== undefined);
  return found.length > 0 ? found : series;
}

/** How exact the ranks of the percentiles are, if the series has any. */
function ranks(row) {
  if (row.p50 === undefined) {
    return "no percentiles";
  }
  return row.exact ? "exact" : `±${figure(100 * row.rank_error)} %`;
}

const entries = (page) =>
  Object.entries(page.aggregated_data).map(([name, figures]) => ({ ...figures, ...figures.percentiles, name }));
