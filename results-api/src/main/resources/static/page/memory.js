/** The parameters with which files of a header row were uploaded, in this browser. */
const KEY = "sluice.parameters";
const MOST = 50;
/** Of one entry; what is longer isn't remembered. */
const MOST_CHARACTERS = 16 * 1024;

const news = new EventTarget();

/** Calls back when something is remembered, until the signal is aborted. */
export function onRemembered(callback, signal) {
  news.addEventListener("remembered", callback, { signal });
}

/** The parameters for a header row, or null. */
export function recall(dataset, header) {
  return header ? (entries().find((entry) => isFor(entry, dataset, header))?.parameters ?? null) : null;
}

/** Remembers the parameters for a header row; none are forgotten. */
export function remember(dataset, header, parameters) {
  if (!header) {
    return;
  }
  const others = entries().filter((entry) => !isFor(entry, dataset, header));
  const entry = { dataset, header, parameters };
  const kept = Object.keys(parameters).length > 0 && JSON.stringify(entry).length <= MOST_CHARACTERS;
  try {
    localStorage.setItem(KEY, JSON.stringify((kept ? [entry, ...others] : others).slice(0, MOST)));
  } catch {
    // Without storage, or if it is full, nothing is remembered.
  }
  news.dispatchEvent(new Event("remembered"));
}

function entries() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isEntry) : [];
  } catch {
    return [];
  }
}

const isEntry = (entry) =>
  typeof entry?.parameters === "object" &&
  entry.parameters !== null &&
  Object.values(entry.parameters).every((value) => typeof value === "string");

const isFor = (entry, dataset, header) =>
  entry.dataset === dataset && JSON.stringify(entry.header) === JSON.stringify(header);
