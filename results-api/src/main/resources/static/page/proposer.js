import { howToUse, saveDocument } from "./documents.js";
import { button, h, table } from "./dom.js";
import { validity } from "./report.js";
import { proposal } from "./uploads.js";

const COLUMNS = [
  { title: "Field", cell: (row) => row.field },
  { title: "Type", cell: (row) => row.type },
  { title: "Role", cell: (row) => row.role ?? "" },
  { title: "Evidence", cell: (row) => row.evidence },
];

/** Has a dataset document proposed for a file that fits no dataset, and shows it with its evidence. */
export class Proposer {
  #file;
  #signal;
  button = button("Propose a dataset", () => this.#propose());
  element = h("div", { class: "proposal", "aria-live": "polite" });

  /** @param file returns the file */
  constructor(file, signal) {
    this.#file = file;
    this.#signal = signal;
  }

  async #propose() {
    this.element.replaceChildren(h("p", { "aria-busy": "true" }, "Looking at the first rows …"));
    try {
      this.#show(await proposal(this.#file(), this.#signal));
    } catch (failure) {
      if (!this.#signal.aborted) {
        this.element.replaceChildren(h("p", { class: "bad" }, failure.message));
      }
    }
  }

  #show(found) {
    const text = JSON.stringify(found.document, null, 2);
    this.element.replaceChildren(
      h("h3", {}, "A dataset for files like this one"),
      h("p", {}, validity({ ...found, rows_checked: found.valid_rows + found.invalid_rows })),
      ...[...found.reasons, ...found.notes].map((note) => h("p", { class: "small" }, note)),
      table(COLUMNS, found.fields, { caption: "Its fields, and why" }),
      h("pre", {}, text),
      h("div", { class: "buttons" }, button(`Save ${found.dataset}.json`, () => saveDocument(found.dataset, text), "")),
      h("p", { class: "small" }, ...howToUse(found.dataset, found.parameters)),
    );
    this.element.scrollIntoView({ block: "nearest" });
  }
}
