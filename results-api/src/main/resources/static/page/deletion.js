import { remove } from "./api.js";
import { confirmed, h } from "./dom.js";

/** Deletes files after confirmation. Why one wasn't deleted is shown until the next attempt, whatever else is drawn. */
export class Deletion {
  element = h("p", { role: "alert", class: "bad" });

  /** Returns whether the file was deleted. */
  async of(file) {
    const name = file.filename ?? file.file_id;
    if (!(await confirmed(`Delete ${name}? Its statistics and rejects are deleted too.`, "Delete"))) {
      return false;
    }
    this.element.textContent = "";
    try {
      await remove(`files/${encodeURIComponent(file.file_id)}`);
      return true;
    } catch (failure) {
      this.element.textContent = `${name} wasn't deleted: ${failure.message}`;
      return false;
    }
  }
}
