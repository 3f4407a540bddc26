import { get } from "./api.js";
import { h, table } from "./dom.js";
import { count, plural } from "./format.js";
import { drawPlaces } from "./places.js";

const PAGE = 100;

/**
 * The invalid rows of a file: where they are in a file that has ended, error counts that act as filters, then the rows.
 *
 * @param name the file's name, without an ending
 */
export function rejectsPart(section, path, file, name, signal) {
  let filter = null;
  let page = null;
  const chips = h("div", { class: "chips", role: "toolbar", "aria-label": "Errors by kind" });
  const body = h("div");
  const places = h("div", { class: "charts" });
  section.replaceChildren(
    h(
      "div",
      { class: "title" },
      h("h2", {}, "Invalid rows"),
      file.provisional ? null : h("a", { href: `results/${path}/rejects.csv`, download: "" }, "rejects.csv"),
    ),
    places,
    chips,
    body,
  );
  load();
  if (!file.provisional) {
    // Without an answer the rows are there all the same.
    drawPlaces(places, path, file, name, signal).catch(() => {});
  }

  async function load(cursor = "") {
    const parameters = new URLSearchParams({ limit: String(PAGE) });
    if (filter) {
      parameters.set("code", filter.code);
      if (filter.field) {
        parameters.set("field", filter.field);
      }
    }
    if (cursor) {
      parameters.set("cursor", cursor);
    }
    try {
      const found = await get(`results/${path}/rejects?${parameters}`, signal);
      page = cursor ? { ...found, rejects: [...page.rejects, ...found.rejects] } : found;
      render();
    } catch (failure) {
      if (!signal.aborted) {
        body.replaceChildren(h("p", { class: "bad", role: "alert" }, failure.message));
      }
    }
  }

  function render() {
    chips.replaceChildren(
      chip(null, `all ${count(page.invalid_rows)}`),
      ...page.counts.map((each) => chip(each, `${each.field ?? "row"}: ${each.code} ${count(each.count)}`)),
    );
    body.replaceChildren(
      table(
        [
          { title: "Line", number: true, cell: (row) => count(row.line) },
          { title: "Row", cell: (row) => marked(row) },
          { title: "Column", cell: (row) => row.errors.map((error) => h("div", {}, error.field ?? "row")) },
          { title: "Why", cell: (row) => [...row.errors.map((error) => h("div", {}, error.message)), more(row)] },
        ],
        page.rejects,
        { caption: page.shown ?? plural(page.rejects.length, "row") },
      ),
      page.next_cursor
        ? h(
            "div",
            { class: "buttons" },
            h("button", { type: "button", class: "secondary outline", onclick: () => load(page.next_cursor) }, "More"),
          )
        : "",
    );
  }

  function chip(wanted, title) {
    const pressed = wanted === null ? filter === null : filter?.code === wanted.code && filter?.field === wanted.field;
    const choose = () => {
      filter = wanted;
      load();
    };
    return h("button", { type: "button", class: "chip", "aria-pressed": String(pressed), onclick: choose }, title);
  }
}

/** The number of errors beyond the listed ones. */
function more(row) {
  return row.more_errors ? h("div", {}, `and ${count(row.more_errors)} more`) : "";
}

/** The raw row, with the invalid cells marked if they can be located in it. */
function marked(row) {
  let rest = row.raw;
  const parts = [];
  for (const error of row.errors) {
    const at = error.value ? rest.indexOf(error.value) : -1;
    if (at >= 0) {
      parts.push(rest.slice(0, at), h("mark", {}, error.value));
      rest = rest.slice(at + error.value.length);
    }
  }
  return h("code", {}, parts, rest, row.raw_truncated ? " …" : "");
}
