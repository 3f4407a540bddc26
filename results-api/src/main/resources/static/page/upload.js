import { get, problemOf, Unreachable, uploadUrl } from "./api.js";
import { h, table } from "./dom.js";
import { bytes, count, plural, seconds } from "./format.js";

/** The maximum size sent for a dry run, which reads only the first rows. */
const TRIED_BYTES = 1024 * 1024;

/** The number of automatic retries of an upload that the server refused for lack of capacity. */
const TRIES = 3;

/** Choosing files, dry runs and uploads. */
export async function uploadView(main, signal) {
  const dataset = h("select", { name: "dataset", "aria-describedby": "dataset-note" });
  const note = h("small", { id: "dataset-note" });
  const picker = h("input", { type: "file", id: "picker", multiple: true, accept: ".csv,.gz,.txt,.tsv" });
  const list = h("div", { class: "uploads", "aria-live": "polite" });
  const zone = h(
    "label",
    { class: "drop" },
    picker,
    h("strong", {}, "Drop CSV or JSON files here"),
    h("span", {}, "or choose them"),
    h("small", { class: "quiet" }, "Any size, gzip too; rows of up to 64 KiB"),
  );
  const tryFirst = h("input", { type: "checkbox", role: "switch", id: "dry" });
  main.append(
    h("h1", {}, "Upload"),
    h(
      "p",
      { class: "quiet" },
      "Upload a file of CSV or JSON to get exact statistics of each series, and every invalid row with the reason.",
    ),
    h(
      "div",
      { class: "choices" },
      h("label", {}, "Dataset", dataset, note),
      h("label", { for: "dry", class: "switch" }, tryFirst, "Dry run: check the first rows, store nothing"),
    ),
    zone,
    list,
  );

  const take = (files) => {
    for (const file of files) {
      const chosen = dataset.value;
      list.prepend(tryFirst.checked ? trial(file, chosen, list, signal) : upload(file, chosen));
    }
    picker.value = "";
  };
  picker.addEventListener("change", () => take([...picker.files]));
  for (const name of ["dragover", "dragenter"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });

  const found = await get("datasets", signal).catch(() => ({ datasets: [] }));
  const about = () => {
    const entry = found.datasets.find((each) => each.name === dataset.value);
    note.textContent = entry ? `${entry.description} Columns: ${entry.fields.map((field) => field.name).join(", ")}` : "";
  };
  const names = found.datasets.length ? found.datasets : [{ name: "sensor-readings", title: "Sensor readings" }];
  dataset.append(
    ...names.map((each) =>
      h("option", { value: each.name, selected: each.name === "sensor-readings" }, each.title || each.name),
    ),
  );
  dataset.addEventListener("change", about);
  about();
}

/** The card of one upload. The upload continues while another view is shown; the file is then in the list of files. */
function upload(file, dataset) {
  const bar = h("progress", { max: "100", value: "0", "aria-label": `Upload of ${file.name}` });
  const words = h("p", { class: "quiet" }, "Waiting …");
  const buttons = h("div", { class: "buttons" });
  const card = h("article", { class: "upload", "data-file": file.name }, h("strong", {}, file.name), bar, words, buttons);
  start(1);
  return card;

  async function start(attempt) {
    const request = new XMLHttpRequest();
    const begun = performance.now();
    buttons.replaceChildren(button("Cancel", () => request.abort()));
    card.dataset.state = "sending";
    request.upload.addEventListener("progress", (event) => {
      const passed = (performance.now() - begun) / 1000;
      const speed = event.loaded / Math.max(passed, 0.001);
      bar.value = event.total ? (100 * event.loaded) / event.total : 0;
      words.textContent =
        `${bytes(event.loaded)} of ${bytes(event.total)}, ${bytes(speed)}/s` +
        (event.loaded < event.total ? `, ${seconds((event.total - event.loaded) / speed)} left` : "; storing …");
    });
    request.addEventListener("load", () => {
      if (request.status === 202) {
        stored(JSON.parse(request.responseText));
        return;
      }
      const problem = problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After"));
      if ((problem.status === 429 || problem.status === 503) && attempt < TRIES) {
        words.textContent = `${problem.message}. Retrying …`;
        setTimeout(() => start(attempt + 1), 1000 * (problem.retryAfter ?? 1));
        return;
      }
      failed(problem);
    });
    request.addEventListener("error", () => failed(new Unreachable()));
    request.addEventListener("abort", () => ended("cancelled", "Cancelled: the part that was received counts as a failed file."));
    try {
      request.open("POST", `${await uploadUrl()}${path(file, dataset)}`);
    } catch (failure) {
      failed(failure);
      return;
    }
    request.setRequestHeader("Content-Type", CONTENT_TYPE);
    request.send(file);
  }

  function stored(accepted) {
    ended("stored", "");
    const link = `#/files/${encodeURIComponent(accepted.file_id)}`;
    words.replaceChildren(`${bytes(file.size)} stored. `, h("a", { href: link }, "Show the result"));
    buttons.replaceChildren();
    // After the upload of a single file its page is shown.
    if (card.parentElement && card.parentElement.children.length === 1) {
      location.hash = link;
    }
  }

  function failed(problem) {
    ended("failed", problem.message);
    card.setAttribute("role", "alert");
  }

  function ended(state, text) {
    card.dataset.state = state;
    bar.value = state === "stored" ? 100 : bar.value;
    words.textContent = text;
    buttons.replaceChildren(
      button("Try again", () => start(1)),
      button("Remove", () => card.remove()),
    );
  }
}

/** Shows the result of a dry run. */
function trial(file, dataset, list, signal) {
  const content = h("div", {}, h("p", { "aria-busy": "true" }, "Checking the first rows …"));
  const card = h("article", { class: "trial", "data-file": file.name }, h("strong", {}, file.name), content);
  show();
  return card;

  async function show() {
    try {
      const report = await ask();
      content.replaceChildren(...preview(report));
      content.append(
        h(
          "div",
          { class: "buttons" },
          button("Upload it", () => card.replaceWith(upload(file, dataset)), ""),
          button("Remove", () => card.remove()),
        ),
      );
    } catch (failure) {
      content.replaceChildren(
        h("p", { role: "alert", class: "bad" }, failure.message),
        h("div", { class: "buttons" }, button("Remove", () => card.remove())),
      );
    }
  }

  async function ask() {
    const body = await beginning(file);
    let response;
    try {
      response = await fetch(`${await uploadUrl()}${path(file, dataset)}&dry_run=true`, {
        method: "POST",
        headers: { "Content-Type": CONTENT_TYPE },
        body,
        signal,
      });
    } catch {
      throw new Unreachable();
    }
    const text = await response.text();
    if (!response.ok) {
      throw problemOf(response.status, text, null);
    }
    return JSON.parse(text);
  }
}

/** Whole rows, as far as that is possible without parsing CSV: a truncated row would be shown as invalid. */
async function beginning(file) {
  if (file.size <= TRIED_BYTES || isCompressed(file)) {
    return file.slice(0, Math.min(file.size, TRIED_BYTES));
  }
  const part = new Uint8Array(await file.slice(0, TRIED_BYTES).arrayBuffer());
  const end = part.lastIndexOf(10);
  return end < 0 ? part : part.slice(0, end + 1);
}

function preview(report) {
  const parts = [
    h("p", {}, `${report.encoding}${report.compression ? `, ${report.compression}` : ""}, `, ...format(report)),
    h(
      "p",
      {},
      `Of the first ${plural(report.rows_checked, "row")} `,
      h("span", { class: "good" }, `${count(report.valid_rows)} valid`),
      ", ",
      h("span", { class: report.invalid_rows ? "bad" : "quiet" }, `${count(report.invalid_rows)} invalid`),
    ),
  ];
  if (report.rejects.length) {
    parts.push(
      table(
        [
          { title: "Line", number: true, cell: (row) => count(row.line) },
          { title: "Row", cell: (row) => h("code", {}, row.raw) },
          { title: "Why", cell: (row) => row.errors.map((error) => h("div", {}, `${error.field ?? "row"}: ${error.message}`)) },
        ],
        report.rejects.slice(0, 10),
        { caption: "The first invalid rows" },
      ),
    );
  }
  if (report.rows.length) {
    const names = Object.keys(report.rows[0]);
    parts.push(
      table(
        names.map((name) => ({ title: name, cell: (row) => row[name] ?? "" })),
        report.rows.slice(0, 5),
        { caption: "The first rows, as parsed" },
      ),
    );
  }
  return parts;
}

function format(report) {
  if (report.format !== "csv") {
    return [report.format === "json" ? "JSON." : "NDJSON."];
  }
  return [
    h("code", {}, report.delimiter === "\t" ? "tab" : report.delimiter),
    ` as delimiter, ${report.header ? "with" : "without"} a header row${report.layout === "wide" ? ", wide" : ""}. `,
    report.columns.map((column) => `${column.name} → ${column.field ?? "ignored"}`).join(", "),
  ];
}

const isCompressed = (file) => file.name.endsWith(".gz");
// The gateway knows the format by the file's name, or finds it.
const CONTENT_TYPE = "application/octet-stream";
const path = (file, dataset) =>
  `/upload?dataset=${encodeURIComponent(dataset || "sensor-readings")}&filename=${encodeURIComponent(file.name)}`;

function button(title, action, kind = "secondary outline") {
  return h("button", { type: "button", class: kind, onclick: action }, title);
}
