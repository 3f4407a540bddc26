import { get } from "./api.js";
import { h } from "./dom.js";
import { openUploadOf } from "./openuploads.js";
import { chosen } from "./preview.js";
import { isSent, sending } from "./sending.js";
import { Unfinished } from "./unfinished.js";

/** What is assumed about the default dataset while the server doesn't tell. */
const DEFAULT = { name: "sensor-readings", title: "Sensor readings", description: "", fields: [], group_by: [], measure: "value" };

/** Choosing files. Each gets a card, which tries its first rows and uploads it. */
export async function uploadView(main) {
  const dataset = h("select", { name: "dataset", "aria-describedby": "dataset-note" });
  const note = h("small", { id: "dataset-note" });
  const picker = h("input", { type: "file", id: "picker", multiple: true, accept: ".csv,.gz,.txt,.tsv,.dat,.json,.ndjson,.jsonl" });
  const list = h("div", { class: "uploads" });
  const unfinished = new Unfinished(isSent);
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
      "Upload CSV or JSON to get exact statistics of each series, and every invalid row with the reason.",
    ),
    h(
      "div",
      { class: "choices" },
      h("label", {}, "Dataset", dataset, note),
      h("label", { for: "dry", class: "switch" }, tryFirst, "Dry run: show the first rows of any file, store nothing yet"),
    ),
    zone,
    unfinished.element,
    list,
  );

  const datasets = get("datasets").then(
    (found) => found.datasets,
    () => [DEFAULT],
  );
  const take = (files) => {
    for (const file of files) {
      const opened = openUploadOf(file);
      list.prepend(
        opened && !isSent(opened.id)
          ? goOn(file, opened)
          : chosen(file, dataset.value || DEFAULT.name, datasets, tryFirst.checked),
      );
    }
    picker.value = "";
  };
  const goOn = (file, opened) => {
    const again = () => card.replaceWith(chosen(file, opened.dataset, datasets, true));
    const card = sending(file, opened.dataset, opened.parameters, again, opened);
    unfinished.forget(opened.id);
    return card;
  };
  unfinished.show();
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

  const all = await datasets;
  const about = () => {
    const { description, fields } = all.find((each) => each.name === dataset.value);
    note.textContent = fields.length ? `${description} Columns: ${fields.map((field) => field.name).join(", ")}` : "";
  };
  dataset.append(
    ...all.map((each) => h("option", { value: each.name, selected: each.name === DEFAULT.name }, each.title || each.name)),
  );
  dataset.addEventListener("change", about);
  about();
}
