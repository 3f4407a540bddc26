import { button, h } from "./dom.js";
import { bytes } from "./format.js";
import { forgetUpload, openUploads } from "./openuploads.js";
import { arrived, discard } from "./resumable.js";

/**
 * The uploads of this browser that are not complete, and that no card of this page sends.
 *
 * @param isSent whether a card sends the upload with this id
 */
export class Unfinished {
  element = h("section", { class: "unfinished", hidden: true, "aria-label": "Uploads that are not complete" });
  #isSent;

  constructor(isSent) {
    this.#isSent = isSent;
  }

  /** No longer shows one. */
  forget(id) {
    this.element.querySelector(`[data-upload="${CSS.escape(id)}"]`)?.remove();
    this.element.hidden = this.element.children.length === 0;
  }

  /** Asks the server which there are. One that it doesn't know, for this key, isn't shown. */
  async show() {
    const open = openUploads().filter((entry) => !this.#isSent(entry.id));
    const found = await Promise.all(
      open.map((entry) =>
        arrived(entry.id).then(
          (offset) => row(entry, offset, () => this.show()),
          (problem) => {
            if (problem.status === 410) {
              forgetUpload(entry.id);
            }
            return null;
          },
        ),
      ),
    );
    const rows = found.filter(Boolean);
    this.element.replaceChildren(...rows);
    this.element.hidden = rows.length === 0;
  }
}

function row(entry, offset, onDiscarded) {
  const percent = entry.size ? Math.floor((100 * offset) / entry.size) : 100;
  const text = h(
    "p",
    {},
    h("strong", {}, entry.name),
    ` (${bytes(entry.size)}) is not complete: choose the same file again to go on at ${percent} %.`,
  );
  const discarding = button("Discard it", async () => {
    await discard(entry.id).catch(() => {
      // It expires on the server.
    });
    forgetUpload(entry.id);
    onDiscarded();
  });
  return h("div", { "data-upload": entry.id }, text, discarding);
}
