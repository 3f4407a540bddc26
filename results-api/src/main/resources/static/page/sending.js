import { Problem, Unreachable } from "./api.js";
import { button, h } from "./dom.js";
import { bytes, seconds } from "./format.js";
import { signedIn } from "./key.js";
import { forgetUpload, rememberUpload } from "./openuploads.js";
import { discard, openUpload, sendRest } from "./resumable.js";
import { transfer } from "./transfer.js";
import { CONTENT_TYPE, isBusy, pause, TRIES, uploadTo } from "./uploads.js";

/** The uploads that cards of this page are sending, by their ids. */
const sent = new Set();

export const isSent = (id) => sent.has(id);

/**
 * The card of one upload. The upload continues while another view is shown; the file is then in the list of files.
 *
 * @param onRefused is called if the user wants to change how a refused file is read
 * @param opened {id} of the upload if it was opened before
 */
export const sending = (file, dataset, parameters, onRefused, opened = null) =>
  new Sending(file, dataset, parameters, onRefused, opened).card;

class Sending {
  #file;
  #dataset;
  #parameters;
  #onRefused;
  #opened;
  #bar;
  #text = h("p", { class: "quiet", "aria-live": "polite" }, "Waiting …");
  #buttons = h("div", { class: "buttons" });
  /** Where it went on, in bytes; 0 if it was never interrupted. */
  #wentOnAt = 0;
  card;

  constructor(file, dataset, parameters, onRefused, opened) {
    this.#file = file;
    this.#dataset = dataset;
    this.#parameters = parameters;
    this.#onRefused = onRefused;
    this.#opened = opened;
    this.#bar = h("progress", { max: "100", value: "0", "aria-label": `Upload of ${file.name}` });
    this.card = h(
      "article",
      { class: "upload", "data-file": file.name, tabindex: "-1" },
      h("h2", {}, file.name),
      this.#bar,
      this.#text,
      this.#buttons,
    );
    this.#start(parameters);
  }

  async #start(parameters) {
    const cancelled = new AbortController();
    this.#buttons.replaceChildren(button("Cancel", () => cancelled.abort()));
    this.card.removeAttribute("role");
    this.card.dataset.state = "sending";
    try {
      this.#stored(await this.#sendAsPerson(parameters, cancelled.signal));
    } catch (failure) {
      if (cancelled.signal.aborted) {
        this.#cancelled();
      } else {
        this.#failed(failure);
      }
    }
  }

  /** Goes on once a person has signed in again whose session had ended. */
  async #sendAsPerson(parameters, signal) {
    for (;;) {
      try {
        return await this.#send(parameters, signal);
      } catch (failure) {
        if (failure.status !== 401) {
          throw failure;
        }
        this.#text.textContent = "Sign in to go on.";
        await signedIn(signal);
      }
    }
  }

  async #send(parameters, signal) {
    if (await isGzip(this.#file)) {
      return this.#sendWhole(parameters, signal);
    }
    try {
      return await this.#sendOn(parameters, signal);
    } catch (failure) {
      if (failure.code !== "not-resumable") {
        throw failure;
      }
      this.#forget();
      return this.#sendWhole(parameters, signal);
    }
  }

  /** Sends a file whose upload can't be continued. */
  async #sendWhole(parameters, signal) {
    for (let attempt = 1; ; attempt++) {
      const progress = this.#progress(0);
      try {
        const url = await uploadTo(this.#file, this.#dataset, parameters);
        const request = await transfer("POST", url, { "Content-Type": CONTENT_TYPE }, this.#file, progress, signal);
        return JSON.parse(request.responseText).file_id;
      } catch (failure) {
        if (!(failure instanceof Problem && isBusy(failure) && attempt < TRIES)) {
          throw failure;
        }
        this.#text.textContent = `${failure.message}. Retrying …`;
        await new Promise((resolve) => setTimeout(resolve, pause(failure)));
        signal.throwIfAborted();
      }
    }
  }

  /** Sends a file, or what is missing of it. */
  async #sendOn(parameters, signal) {
    if (!this.#opened) {
      this.#opened = await openUpload(this.#file, this.#dataset, parameters, signal);
      rememberUpload(this.#file, this.#opened, this.#dataset, parameters);
    }
    const id = this.#opened.id;
    sent.add(id);
    let arrived = 0;
    let progress = () => {};
    try {
      return await sendRest(
        this.#file,
        id,
        {
          resumed: (offset) => {
            arrived = offset;
            this.#wentOnAt = offset;
            this.card.dataset.state = "sending";
            progress = this.#progress(offset);
            progress(offset);
          },
          sent: (count) => progress(count),
          waiting: (failure) => {
            this.card.dataset.state = "waiting";
            this.#bar.value = this.#percent(arrived);
            this.#text.textContent =
              failure instanceof Unreachable
                ? "Waiting for the connection. The upload goes on by itself."
                : `${failure.message}. The upload goes on by itself.`;
          },
        },
        signal,
      );
    } finally {
      sent.delete(id);
    }
  }

  /** Returns what shows the number of bytes sent, from a first number on. */
  #progress(from) {
    const begun = performance.now();
    const total = this.#file.size;
    return (count) => {
      const passed = (performance.now() - begun) / 1000;
      const speed = (count - from) / Math.max(passed, 0.001);
      this.#bar.value = this.#percent(count);
      const left = count < total ? (speed > 0 ? `, ${seconds((total - count) / speed)} left` : "") : "; storing …";
      const wentOn = this.#wentOnAt > 0 ? `; went on at ${this.#percent(this.#wentOnAt)} %` : "";
      this.#text.textContent = `${bytes(count)} of ${bytes(total)}, ${bytes(speed)}/s${left}${wentOn}`;
    };
  }

  #percent(count) {
    return this.#file.size ? Math.floor((100 * count) / this.#file.size) : 100;
  }

  #stored(id) {
    this.#forget();
    this.#ended("stored", "");
    const link = `#/files/${encodeURIComponent(id)}`;
    this.#text.replaceChildren(`${bytes(this.#file.size)} stored. `, h("a", { href: link }, "Show the result"));
    this.#buttons.replaceChildren();
    // After the upload of a single file its page is shown.
    if (this.card.parentElement && this.card.parentElement.children.length === 1) {
      location.hash = link;
    }
  }

  #cancelled() {
    this.#discard();
    this.#ended("cancelled", "Cancelled: the part that was received counts as a failed file.");
  }

  #failed(problem) {
    if (!(problem instanceof Problem)) {
      // The server would wait for the rest of a file that can't be read.
      this.#discard();
    } else if (problem.status !== 401 && problem.status !== 403) {
      this.#forget();
    }
    this.#ended("failed", problem.message);
    this.card.setAttribute("role", "alert");
    if (problem.status === 422 && problem.code !== "duplicate-file") {
      this.#buttons.prepend(button("Change how it is read", this.#onRefused));
    }
    if (problem.code === "duplicate-file") {
      const first = problem.problem.first_file_id;
      this.#text.replaceChildren(
        "The same content is stored already: ",
        h("a", { href: `#/files/${encodeURIComponent(first)}` }, `file ${first}`),
        ` (${problem.problem.first_status}).`,
      );
      this.#buttons.prepend(button("Upload anyway", () => this.#start({ ...this.#parameters, duplicate: "allow" })));
    }
  }

  #discard() {
    if (this.#opened) {
      discard(this.#opened.id).catch(() => {
        // It expires on the server.
      });
      this.#forget();
    }
  }

  #forget() {
    if (this.#opened) {
      forgetUpload(this.#opened.id);
      this.#opened = null;
      this.#wentOnAt = 0;
    }
  }

  #ended(state, words) {
    this.card.dataset.state = state;
    this.#bar.value = state === "stored" ? 100 : this.#bar.value;
    this.#text.textContent = words;
    this.#buttons.replaceChildren(
      button("Try again", () => this.#start(this.#parameters)),
      button("Remove", () => this.card.remove()),
    );
  }
}

/** Whether a file is compressed: such a one can't be continued. */
async function isGzip(file) {
  try {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    return first === 0x1f && second === 0x8b;
  } catch {
    // Sending it reports that it can't be read.
    return false;
  }
}
