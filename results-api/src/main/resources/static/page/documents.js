import { get } from "./api.js";
import { documentOf, free, nameOf } from "./document.js";
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
          this.#save(documentOf(base, nameOf(filename), filename, columns, parameters), datasets);
        }
      } catch (failure) {
        this.note.textContent = failure.message;
      }
    };
    this.#ask = ask;
  }

  #save({ document, rest }, datasets) {
    const { name } = saveDocument(named(document, datasets));
    this.note.replaceChildren("Saved. ", ...howToUse(name, rest));
  }
}

/** What is in the documents that were saved, by name: another document gets another name. */
const saved = new Map();
const content = (document) => JSON.stringify({ ...document, name: "" });

/** A document with a name that no dataset has, nor another document that was saved. */
export function named(document, datasets) {
  const isTaken = (name) =>
    datasets.some((each) => each.name === name) || (saved.has(name) && saved.get(name) !== content(document));
  return { ...document, name: free(document.name, isTaken) };
}

/** The text of a document. */
export const textOf = (document) => JSON.stringify(document, null, 2);

/** Offers a document to be saved, and returns it. */
export function saveDocument(document) {
  saved.set(document.name, content(document));
  save(`${document.name}.json`, new Blob([`${textOf(document)}\n`], { type: "application/json" }));
  return document;
}

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
