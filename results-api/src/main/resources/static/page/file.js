import { follow, get, live } from "./api.js";
import { distribution, spread } from "./chart.js";
import { h, table } from "./dom.js";
import { deleted } from "./files.js";
import { count, figure, plural, seconds, time } from "./format.js";
import { rejectsPart } from "./rejects.js";
import { badge, stages, stageTimes } from "./status.js";

/** The number of series per request; they are sorted and searched in the browser. */
const SERIES = 1000;
/** The number of rows that the table shows. */
const ROWS = 25;

/** One file: its totals, its series, and its rejects. */
export function fileView(main, signal, id) {
  const path = encodeURIComponent(id);
  const head = h("div");
  const trouble = h("p", { role: "status", class: "bad" });
  const series = h("section", { "aria-label": "Statistics" });
  const rejects = h("section", { id: "rejects", tabindex: "-1", "aria-label": "Invalid rows" });
  main.append(h("p", {}, h("a", { href: "#/files" }, "← All files")), head, trouble, series, rejects);
  const complain = (failure) => {
    trouble.textContent =
      failure.status === 404 ? "Unknown or deleted file." : `${failure.message}. Retrying …`;
  };
  const forgive = () => {
    trouble.textContent = "";
  };
  const seriesPart = new SeriesPart(series, path, signal, complain, forgive);
  let rejectsShown = false;

  live(
    `file_id=${path}`,
    "file",
    (wanted) => get(`status/${path}`, wanted),
    (file) => {
      forgive();
      head.replaceChildren(...header(file, path, (failure) => (trouble.textContent = failure.message)));
      seriesPart.update(file);
      if (file.invalid_rows > 0 && (!rejectsShown || !file.provisional)) {
        rejectsShown = true;
        rejectsPart(rejects, path, file, signal);
      }
      return file.provisional;
    },
    complain,
    signal,
    500,
  );
}

function header(file, path, onFailure) {
  const rate = file.processing_seconds ? file.total_rows / file.processing_seconds : null;
  return [
    h(
      "div",
      { class: "title" },
      h("h1", {}, file.filename ?? file.file_id),
      badge(file),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          onclick: async () => {
            if (await deleted(file, onFailure)) {
              location.hash = "#/files";
            }
          },
        },
        "Delete",
      ),
    ),
    file.reason ? h("p", { class: "bad", role: "alert" }, file.reason.message) : null,
    file.provisional ? stages(file) : null,
    h(
      "dl",
      { class: "totals" },
      total("rows", count(file.total_rows)),
      total("valid", count(file.valid_rows), "good"),
      total(
        "invalid",
        file.invalid_rows
          ? h("button", { type: "button", class: "plain", title: "Show them", onclick: showRejects }, count(file.invalid_rows))
          : count(0),
        file.invalid_rows ? "bad" : "",
      ),
      total("series", count(file.series)),
      total("took", file.processing_seconds === undefined ? "…" : seconds(file.processing_seconds)),
      rate ? total("rows per second", count(Math.round(rate))) : null,
    ),
    stageTimes(file),
    h(
      "p",
      { class: "quiet small" },
      `${file.dataset}, since ${time(file.upload_time)}, `,
      h("code", {}, file.file_id),
      " · ",
      h("a", { href: `results/${path}` }, "JSON"),
      file.provisional ? null : [" · ", h("a", { href: `results/${path}.csv`, download: "" }, "CSV")],
    ),
    file.overflow
      ? h("p", { class: "bad" }, `${plural(file.overflow.rows, "row")} of further series are counted together as overflow.`)
      : null,
  ].filter(Boolean);
}

function showRejects() {
  const section = document.querySelector("#rejects");
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}

const total = (name, value, kind = "") => h("div", {}, h("dt", {}, name), h("dd", { class: kind }, value));

/** The series of a file: a table that is sorted and searched in the browser, with charts of the shown series. */
class SeriesPart {
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

  /**
   * @param complain receives the reason if the statistics are unavailable
   * @param forgive is called once they are available again
   */
  constructor(section, path, signal, complain, forgive) {
    this.#section = section;
    this.#path = path;
    this.#signal = signal;
    this.#complain = complain;
    this.#forgive = forgive;
  }

  /** Requests the statistics if they have grown since the last request. */
  update(file) {
    const state = file.total_rows + (file.provisional ? 0 : 0.5);
    if (file.series === 0 || state === this.#asked) {
      return;
    }
    this.#asked = state;
    this.#ask("", (page) => {
      if (state === this.#asked) {
        this.#all = entries(page);
        this.#show(page);
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
      this.#next
        ? h("button", { type: "button", class: "secondary outline", onclick: () => this.#more() }, `Load ${count(SERIES)} more`)
        : null,
    ].filter(Boolean);
    const self = this;
    function turn(title, move) {
      const go = () => {
        move();
        self.#render();
      };
      return h("button", { type: "button", class: "secondary outline", onclick: go }, title);
    }
    const where =
      found.length > ROWS ? `${count(this.#from + 1)} to ${count(this.#from + rows.length)} of ` : "";
    this.#body.replaceChildren(
      table(COLUMNS, rows, {
        caption: `${where}${plural(found.length, "series", "series")}${this.#next ? ", of those loaded" : ""}`,
        sorted: this.#sorted,
        onSort,
      }),
      h("div", { class: "buttons" }, turns),
    );
    this.#charts.replaceChildren();
    if (found.length > 0) {
      spread(this.#charts, found, this.#signal);
    }
    if (found.length > 3) {
      distribution(this.#charts, found, this.#signal);
    }
  }
}

const COLUMNS = [
  { title: "Series", sort: "name", cell: (row) => row.name },
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
  { title: "Ranks", cell: (row) => ranks(row) },
];

/** How exact the ranks of the percentiles are, if the series has any. */
function ranks(row) {
  if (row.p50 === undefined) {
    return "no percentiles";
  }
  return row.exact ? "exact" : `±${figure(100 * row.rank_error)} %`;
}

const entries = (page) =>
  Object.entries(page.aggregated_data).map(([name, figures]) => ({ ...figures, ...figures.percentiles, name }));
