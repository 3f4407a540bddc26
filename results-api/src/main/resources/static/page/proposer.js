import { howToUse, named, saveDocument, textOf } from "./documents.js";
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
  #parameters;
  #datasets;
  #signal;
  button = button("Propose a dataset", () => this.#propose());
  element = h("div", { class: "proposal", "aria-live": "polite" });

  /**
   * @param file returns the file
   * @param parameters returns those of its upload
   * @param datasets returns all datasets
   */
  constructor(file, parameters, datasets, signal) {
    this.#file = file;
    this.#parameters = parameters;
    this.#datasets = datasets;
    this.#signal = signal;
  }

  async #propose() {
    this.element.replaceChildren(h("p", { "aria-busy": "true" }, "Looking at the first rows …"));
    try {
      this.#show(await proposal(this.#file(), this.#parameters(), this.#signal));
    } catch (failure) {
      if (!this.#signal.aborted) {
        this.element.replaceChildren(h("p", { class: "bad" }, failure.message));
      }
    }
  }

  #show(found) {
    const text = h("pre");
    const how = h("p", { class: "small" });
    const save = button("", () => tell(saveDocument(named(found.document, this.#datasets()))), "");
    const tell = (document) => {
      text.textContent = textOf(document);
      save.textContent = `Save ${document.name}.json`;
      how.replaceChildren(...howToUse(document.name, found.parameters));
    };
    tell(named(found.document, this.#datasets()));
    this.element.replaceChildren(
      h("h3", {}, "A dataset for files like this one"),
      h("p", {}, validity({ ...found, rows_checked: found.valid_rows + found.invalid_rows })),
      ...[...found.reasons, ...found.notes].map((note) => h("p", { class: "small" }, note)),
      table(COLUMNS, found.fields, { caption: "Its fields, and why" }),
      text,
      h("div", { class: "buttons" }, save),
      how,
    );
    this.element.scrollIntoView({ block: "nearest" });
  }
}
