import { follow, Problem } from "./api.js";
import { h } from "./dom.js";

/**
 * Adds a part of the page, which asks for its data again and again. It is drawn again only if the data has changed, and then
 * the keyboard stays where it was.
 *
 * @param words what the part is about
 * @param ask receives a signal; returns a promise of the data
 * @param render receives the data; returns the elements
 * @return a function that asks at once
 */
export function section(main, { id, title, words, ask, render, signal, pause = 10_000 }) {
  const trouble = h("p", { role: "status", class: "bad" });
  const body = h("div", {}, h("p", { class: "quiet" }, "Loading …"));
  main.append(
    h(
      "section",
      { id, "aria-labelledby": `${id}-title` },
      h("h2", { id: `${id}-title` }, title),
      h("p", { class: "quiet" }, words),
      trouble,
      body,
    ),
  );
  let last = null;
  const draw = (data) => {
    trouble.textContent = "";
    const text = JSON.stringify(data);
    if (text === last) {
      return;
    }
    last = text;
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.of : null;
    body.replaceChildren(...[render(data)].flat().filter(Boolean));
    if (focused) {
      body.querySelector(`[data-of="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  };
  const complain = (failure) => {
    if (last === null) {
      body.replaceChildren();
    }
    trouble.textContent = inWords(failure);
  };
  let asking = new AbortController();
  const start = () => {
    asking.abort();
    asking = new AbortController();
    follow(ask, draw, complain, asking.signal, pause);
  };
  signal.addEventListener("abort", () => asking.abort(), { once: true });
  start();
  return start;
}

function inWords(failure) {
  if (failure instanceof Problem && failure.status === 403) {
    const right = failure.problem.right;
    return right ? `Your key may not see this: it lacks the right “${right}”.` : "Your key may not see this.";
  }
  return failure instanceof Problem && failure.status < 500 ? failure.message : `${failure.message}. Retrying …`;
}
