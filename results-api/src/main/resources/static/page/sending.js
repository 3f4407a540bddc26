import { problemOf, Unreachable } from "./api.js";
import { button, h } from "./dom.js";
import { bytes, seconds } from "./format.js";
import { askForKey, ready, sign, signedIn } from "./key.js";
import { CONTENT_TYPE, isBusy, pause, TRIES, uploadTo } from "./uploads.js";

/**
 * The card of one upload. The upload continues while another view is shown; the file is then in the list of files.
 *
 * @param onRefused is called if the user wants to change how a refused file is read
 */
export function sending(file, dataset, parameters, onRefused) {
  const bar = h("progress", { max: "100", value: "0", "aria-label": `Upload of ${file.name}` });
  const text = h("p", { class: "quiet", "aria-live": "polite" }, "Waiting …");
  const buttons = h("div", { class: "buttons" });
  const card = h(
    "article",
    { class: "upload", "data-file": file.name, tabindex: "-1" },
    h("h2", {}, file.name),
    bar,
    text,
    buttons,
  );
  start(1);
  return card;

  async function start(attempt, sent = parameters) {
    const request = new XMLHttpRequest();
    const begun = performance.now();
    buttons.replaceChildren(button("Cancel", () => request.abort()));
    card.dataset.state = "sending";
    request.upload.addEventListener("progress", (event) => {
      const passed = (performance.now() - begun) / 1000;
      const speed = event.loaded / Math.max(passed, 0.001);
      bar.value = event.total ? (100 * event.loaded) / event.total : 0;
      text.textContent =
        `${bytes(event.loaded)} of ${bytes(event.total)}, ${bytes(speed)}/s` +
        (event.loaded < event.total ? `, ${seconds((event.total - event.loaded) / speed)} left` : "; storing …");
    });
    request.addEventListener("load", () => {
      if (request.status === 202) {
        stored(JSON.parse(request.responseText));
        return;
      }
      if (request.status === 401) {
        text.textContent = "Sign in to go on.";
        askForKey();
        signedIn().then(() => start(attempt, sent));
        return;
      }
      const problem = problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After"));
      if (isBusy(problem) && attempt < TRIES) {
        text.textContent = `${problem.message}. Retrying …`;
        setTimeout(() => start(attempt + 1, sent), pause(problem));
        return;
      }
      failed(problem);
    });
    request.addEventListener("error", () => failed(new Unreachable()));
    request.addEventListener("abort", () => ended("cancelled", "Cancelled: the part that was received counts as a failed file."));
    try {
      await ready();
      request.open("POST", await uploadTo(file, dataset, sent));
    } catch (failure) {
      failed(failure);
      return;
    }
    request.setRequestHeader("Content-Type", CONTENT_TYPE);
    sign(request);
    request.send(file);
  }

  function stored(accepted) {
    ended("stored", "");
    const link = `#/files/${encodeURIComponent(accepted.file_id)}`;
    text.replaceChildren(`${bytes(file.size)} stored. `, h("a", { href: link }, "Show the result"));
    buttons.replaceChildren();
    // After the upload of a single file its page is shown.
    if (card.parentElement && card.parentElement.children.length === 1) {
      location.hash = link;
    }
  }

  function failed(problem) {
    ended("failed", problem.message);
    card.setAttribute("role", "alert");
    if (problem.status === 422) {
      buttons.prepend(button("Change how it is read", onRefused));
    }
    if (problem.code === "duplicate-file") {
      const first = problem.problem.first_file_id;
      text.replaceChildren(
        "The same content is stored already: ",
        h("a", { href: `#/files/${encodeURIComponent(first)}` }, `file ${first}`),
        ` (${problem.problem.first_status}).`,
      );
      buttons.prepend(button("Upload anyway", () => start(1, { ...parameters, duplicate: "allow" })));
    }
  }

  function ended(state, words) {
    card.dataset.state = state;
    bar.value = state === "stored" ? 100 : bar.value;
    text.textContent = words;
    buttons.replaceChildren(
      button("Try again", () => start(1)),
      button("Remove", () => card.remove()),
    );
  }
}
