import { follow, get, live } from "./api.js";
import { Choice } from "./choice.js";
import { Deletion } from "./deletion.js";
import { h } from "./dom.js";
import { count, plural, seconds, time } from "./format.js";
import { Picture } from "./picture.js";
import { rejectsPart } from "./rejects.js";
import { SeriesPart } from "./series.js";
import { badge, fromClient, stages, stageTimes } from "./status.js";

/** One file: its totals, its pictures, its series, and its rejects. */
export function fileView(main, signal, id) {
  const path = encodeURIComponent(id);
  const head = h("div");
  const windows = h("p", { class: "quiet small", hidden: true });
  const trouble = h("p", { role: "status", class: "bad" });
  const deletion = new Deletion();
  const pictures = h("section", { "aria-label": "Over time", hidden: true });
  const series = h("section", { "aria-label": "Statistics" });
  const rejects = h("section", { id: "rejects", tabindex: "-1", "aria-label": "Invalid rows" });
  main.append(h("p", {}, h("a", { href: "#/files" }, "← All files")));
  main.append(head, windows, trouble, deletion.element, pictures, series, rejects);
  const complain = (failure) => {
    if (failure.status === 404 || failure.status === 410) {
      lose();
    } else {
      trouble.textContent = `${failure.message}. Retrying …`;
    }
  };
  const lose = () => {
    trouble.textContent = shown ? "This file was deleted." : "Unknown or deleted file.";
    windows.hidden = true;
    if (shown) {
      head.replaceChildren(...header({ ...shown, isDeleted: true }, path, deletion));
    }
  };
  const forgive = () => {
    trouble.textContent = "";
  };
  let parts = null;
  /** The file as it is shown. */
  let shown = null;
  const start = (file) => {
    const name = baseName(file);
    const choice = new Choice();
    return {
      picture: new Picture(pictures, path, name, choice, signal),
      series: new SeriesPart(series, path, name, choice, signal, complain, forgive),
    };
  };
  let rejectsShown = false;

  live(
    `file_id=${path}`,
    "file",
    (wanted) => get(`status/${path}`, wanted),
    (file) => {
      forgive();
      if (JSON.stringify(file) === JSON.stringify(shown)) {
        return;
      }
      shown = file;
      head.replaceChildren(...header(file, path, deletion));
      parts ??= start(file);
      parts.picture.update(file);
      parts.series.update(file);
      if (!file.provisional) {
        linkWindows(windows, path, signal);
      }
      if (file.invalid_rows > 0 && (!rejectsShown || !file.provisional)) {
        rejectsShown = true;
        rejectsPart(rejects, path, file, baseName(file), signal);
      }
    },
    complain,
    signal,
    500,
  );
}

/** The name of a file without its endings. */
const baseName = (file) => (file.filename ?? file.file_id).replace(/(\.[a-z]{2,6}){1,2}$/i, "");

function header(file, path, deletion) {
  const rate = file.processing_seconds ? file.total_rows / file.processing_seconds : null;
  return [
    h(
      "div",
      { class: "title" },
      h("h1", {}, file.filename ?? file.file_id),
      badge(file),
      file.isDeleted ? null : deleteButton(file, deletion),
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
      `${file.dataset}${fromClient(file)}, since ${time(file.upload_time)}, `,
      h("code", {}, file.file_id),
      ...(file.isDeleted ? [] : links(file, path)),
    ),
    file.overflow
      ? h("p", { class: "bad" }, `${plural(file.overflow.rows, "row")} of further series are counted together as overflow.`)
      : null,
  ].filter(Boolean);
}

const deleteButton = (file, deletion) =>
  h(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: async () => {
        if (await deletion.of(file)) {
          location.hash = "#/files";
        }
      },
    },
    "Delete",
  );

/** Links to the windows of a file that has any. */
function linkWindows(place, path, signal) {
  follow(
    (wanted) => get(`results/${path}/windows?limit=1`, wanted),
    (page) => {
      if (page.windows.length > 0) {
        const csv = h("a", { href: `results/${path}/windows.csv`, download: "" }, "windows.csv");
        place.replaceChildren("Each series has its statistics in windows of time, too: ", csv);
        place.hidden = false;
      }
      return false;
    },
    // Without an answer there is no link; it asks again if that may help.
    () => {},
    signal,
  );
}

const links = (file, path) => [
  " · ",
  h("a", { href: `results/${path}`, "data-name": `${file.file_id}.json` }, "JSON"),
  ...(file.provisional ? [] : [" · ", h("a", { href: `results/${path}.csv`, download: "" }, "CSV")]),
];

function showRejects() {
  const section = document.querySelector("#rejects");
  section.scrollIntoView();
  section.focus({ preventScroll: true });
}

const total = (name, value, kind = "") => h("div", {}, h("dt", {}, name), h("dd", { class: kind }, value));
