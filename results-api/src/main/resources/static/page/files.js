import { follow, get, live } from "./api.js";
import { Deletion } from "./deletion.js";
import { h, table } from "./dom.js";
import { count, seconds, time } from "./format.js";
import { badge, fromClient, STATUSES, stages } from "./status.js";

const PAGE = 50;

/** All files, newest first, live; at first those with the status of the query, if it has one. */
export function filesView(main, signal, query) {
  /** The cursors of the previous pages. */
  const before = [];
  let cursor = null;
  let page = { files: [], next_cursor: null, partial: false, unreachable: [] };
  const pace = new Pace();
  const search = h("input", { type: "search", placeholder: "Name or id", "aria-label": "Search files", oninput: restart });
  const status = h(
    "select",
    { "aria-label": "Status", onchange: restart },
    h("option", { value: "" }, "any status"),
    Object.keys(STATUSES).map((each) => h("option", { value: each }, each)),
  );
  status.value = query.get("status") in STATUSES ? query.get("status") : "";
  const trouble = h("p", { role: "status", class: "bad" });
  const deletion = new Deletion();
  const list = h("div");
  const pager = h("div", { class: "buttons" });
  main.append(h("h1", {}, "Files"), h("div", { class: "filters" }, search, status), trouble, deletion.element, list, pager);

  let watched = new AbortController();
  signal.addEventListener("abort", () => watched.abort(), { once: true });
  watch();

  /** Shows the selected page, and cancels earlier requests. */
  function watch() {
    watched.abort();
    watched = new AbortController();
    const asked = new URLSearchParams({ limit: String(PAGE) });
    for (const [name, value] of Object.entries({ status: status.value, q: search.value.trim(), cursor })) {
      if (value) {
        asked.set(name, value);
      }
    }
    const ask = (wanted) => get(`files?${asked}`, wanted);
    if (cursor) {
      // Events cover only the first page.
      follow(ask, take, complain, watched.signal);
    } else {
      live(asked, "files", ask, take, complain, watched.signal);
    }
  }

  function take(found) {
    page = found;
    pace.see(found.files);
    trouble.textContent = found.partial ? `Some files are temporarily unavailable: ${found.unreachable.join("; ")}` : "";
    render();
  }

  function complain(failure) {
    trouble.textContent = `${failure.message}. Retrying …`;
  }

  /** Starts again from the first page, as the selection has changed. */
  function restart() {
    before.length = 0;
    cursor = null;
    watch();
  }

  function render() {
    // The focus stays where it is in the list.
    const focused = document.activeElement?.closest?.("tr")?.dataset.id;
    list.replaceChildren(
      page.files.length
        ? table(columns(drop, pace), page.files, { caption: `Files, newest first`, rowAttributes: (file) => ({ "data-id": file.file_id }) })
        : h("p", { class: "quiet" }, search.value || status.value ? "No file matches." : "No files yet. Upload one!"),
    );
    if (focused) {
      list.querySelector(`tr[data-id="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
    }
    pager.replaceChildren(
      ...(before.length ? [turn("Newer", () => (cursor = before.pop() ?? null))] : []),
      ...(page.next_cursor
        ? [
            turn("Older", () => {
              before.push(cursor);
              cursor = page.next_cursor;
            }),
          ]
        : []),
    );
  }

  function turn(title, move) {
    const go = () => {
      move();
      watch();
    };
    return h("button", { type: "button", class: "secondary outline", onclick: go }, title);
  }

  async function drop(file) {
    if (await deletion.of(file)) {
      page.files = page.files.filter((each) => each.file_id !== file.file_id);
      render();
    }
  }
}

/** The throughput of files: over the whole time for ended files, between the last two updates for others. */
class Pace {
  #seen = new Map();

  see(files) {
    const now = performance.now();
    for (const { file_id: id, provisional, total_rows: rows } of files) {
      const before = this.#seen.get(id);
      if (!provisional) {
        this.#seen.delete(id);
      } else if (!before) {
        this.#seen.set(id, { rows, now });
      } else if (rows > before.rows) {
        this.#seen.set(id, { rows, now, rate: (1000 * (rows - before.rows)) / (now - before.now) });
      }
    }
  }

  /** Rows per second, or undefined if it is unknown. */
  of(file) {
    return file.processing_seconds ? file.total_rows / file.processing_seconds : this.#seen.get(file.file_id)?.rate;
  }
}

function columns(drop, pace) {
  return [
    {
      title: "File",
      cell: (file) => [
        h("a", { href: `#/files/${encodeURIComponent(file.file_id)}` }, file.filename ?? file.file_id),
        h("div", { class: "quiet small" }, `${file.dataset}${fromClient(file)}, ${time(file.upload_time)}`),
      ],
    },
    { title: "Status", cell: (file) => (file.provisional ? stages(file) : badge(file)) },
    { title: "Rows", number: true, cell: (file) => count(file.total_rows) },
    { title: "Valid", number: true, cell: (file) => count(file.valid_rows) },
    {
      title: "Invalid",
      number: true,
      cell: (file) => h("span", { class: file.invalid_rows ? "bad" : "quiet" }, count(file.invalid_rows)),
    },
    { title: "Series", number: true, cell: (file) => count(file.series) },
    {
      title: "Took",
      number: true,
      cell: (file) => seconds(file.processing_seconds),
    },
    {
      title: "Rows/s",
      number: true,
      cell: (file) => {
        const rate = pace.of(file);
        return rate === undefined ? "" : count(Math.round(rate));
      },
    },
    {
      title: "",
      cell: (file) =>
        h(
          "button",
          { type: "button", class: "plain", "aria-label": `Delete ${file.filename ?? file.file_id}`, onclick: () => drop(file) },
          "Delete",
        ),
    },
  ];
}
