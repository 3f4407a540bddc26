import { h } from "./dom.js";

/** A checkbox for each series, by which it is chosen for the pictures. */
export class Boxes {
  #choice;
  /** They are kept, as tables are replaced. */
  #boxes = new Map();

  constructor(choice, signal) {
    this.#choice = choice;
    choice.addEventListener("change", () => this.#boxes.forEach((box, name) => this.#update(box, name)), { signal });
  }

  /** The checkbox of a series, with its name. */
  of(name) {
    if (!this.#boxes.has(name)) {
      const box = h("input", { type: "checkbox", name: "chosen", onchange: () => this.#choice.set(name, box.checked) });
      this.#update(box, name);
      this.#boxes.set(name, box);
    }
    return h("label", { class: "chosen" }, this.#boxes.get(name), name);
  }

  #update(box, name) {
    box.checked = this.#choice.has(name);
    box.disabled = this.#choice.isFull && !box.checked;
    box.title = box.disabled ? "No more series fit in the picture" : "Show it over time";
    box.dataset.slot = String(this.#choice.all.find((each) => each.name === name)?.slot ?? "");
  }
}
