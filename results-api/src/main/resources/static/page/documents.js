import { get } from "./api.js";
import { documentOf, nameOf } from "./document.js";
import { button, h } from "./dom.js";
import { words } from "./parameters.js";
import { save } from "./save.js";

/** Saves how a file is read as the document of a new dataset. */
export class DocumentSaver {
  #ask = () => {};
  button = button("Save as a dataset", () => this.#ask());
  note = h("p", { class: "small", role: "status" });

  constructor() {
    this.hide();
  }

  hide() {
    this.#ask = () => {};
    this.button.hidden = true;
    this.note.textContent = "";
  }

  /**
   * Offers it.
   *
   * @param entry of the dataset that the file is read as
   * @param datasets all of them
   * @param columns the names of the file's columns
   */
  show(filename, entry, datasets, columns, parameters) {
    this.button.hidden = false;
    this.note.textContent = "";
    const ask = async () => {
      try {
        const base = await get(`datasets/${encodeURIComponent(entry.name)}`);
        if (this.#ask === ask) {
          const name = nameOf(filename, datasets.map((each) => each.name));
          this.#save(name, documentOf(base, name, filename, columns, parameters));
        }
      } catch (failure) {
        this.note.textContent = failure.message;
      }
    };
    this.#ask = ask;
  }

  #save(name, { document, rest }) {
    saveDocument(name, JSON.stringify(document, null, 2));
    this.note.replaceChildren("Saved. ", ...howToUse(name, rest));
  }
}

/** Offers a document to be saved. */
export const saveDocument = (name, text) =>
  save(`${name}.json`, new Blob([`${text.trimEnd()}\n`], { type: "application/json" }));

/** What is to be done with the document of a dataset. */
export const howToUse = (name, parameters) => [
  "Put ",
  h("code", {}, `${name}.json`),
  " into the directory of the setting ",
  h("code", {}, "sluice.datasets.directory"),
  ", start again, and upload files like this one with ",
  h("code", {}, words({ dataset: name, ...parameters })),
  ".",
];
