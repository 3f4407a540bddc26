import { follow, get, Problem } from "./api.js";
import { h } from "./dom.js";

/** Names of the parts that /health tells of, for people. */
const PARTS = {
  gateway: "gateway",
  splitter: "splitter",
  aggregator: "aggregator",
  results: "results",
};

/** Says at the bottom of the page what is up and what isn't, for as long as the page is open. */
export function showSystem(strip) {
  follow(
    (signal) => health(signal),
    (found) => render(strip, found),
    (failure) => render(strip, { status: "DOWN", components: {}, failure }),
    new AbortController().signal,
    3000,
  );
}

/** What is down is told with 503, and is an answer here. */
async function health(signal) {
  try {
    return await get("health", signal);
  } catch (failure) {
    if (failure instanceof Problem && failure.problem.status && failure.problem.components) {
      return failure.problem;
    }
    throw failure;
  }
}

function render(strip, found) {
  const parts = Object.entries(PARTS).filter(([name]) => name in found.components);
  const down = parts.filter(([name]) => found.components[name].status !== "UP");
  const words = found.failure
    ? `${found.failure.message}. Trying again …`
    : down.length
      ? `Down: ${down.map(([name, title]) => title + reason(found.components[name])).join("; ")}`
      : "All is up";
  const state = found.failure || down.length ? "down" : "up";
  if (strip.dataset.words !== words) {
    strip.dataset.words = words;
    strip.dataset.state = state;
    strip.replaceChildren(
      h("span", { class: `dot ${state}`, "aria-hidden": "true" }),
      h("span", { class: "words" }, words),
      h("span", { class: "parts quiet" }, down.length || found.failure ? "" : parts.map(([, title]) => title).join(" · ")),
      h("time", { class: "quiet" }),
    );
  }
  strip.querySelector("time").textContent = `as of ${new Date().toLocaleTimeString()}`;
}

function reason(component) {
  const details = Object.values(component.details ?? {}).filter((each) => typeof each === "string");
  return details.length ? ` (${details.join(", ")})` : "";
}
