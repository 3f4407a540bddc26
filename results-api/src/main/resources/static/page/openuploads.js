/**
 * The uploads that this browser has opened and not completed, so that they go on after a reload, when the same file is
 * chosen again: it is recognized by its name, size and time. Nothing of its content is kept here, and no key.
 */
const KEY = "sluice.uploads";
const MOST = 20;
/** Of one entry; what is longer isn't remembered. */
const MOST_CHARACTERS = 16 * 1024;

/** Those that haven't expired, the newest first: {id, expires, name, size, modified, dataset, parameters}. */
export function openUploads() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((entry) => isEntry(entry) && entry.expires > Date.now()) : [];
  } catch {
    return [];
  }
}

/** That of a file, or null. */
export const openUploadOf = (file) =>
  openUploads().find((entry) => entry.name === file.name && entry.size === file.size && entry.modified === file.lastModified) ??
  null;

/** @param opened {id, expires} */
export function rememberUpload(file, opened, dataset, parameters) {
  const entry = { ...opened, name: file.name, size: file.size, modified: file.lastModified, dataset, parameters };
  if (JSON.stringify(entry).length <= MOST_CHARACTERS) {
    store([entry, ...openUploads()]);
  }
}

export const forgetUpload = (id) => store(openUploads().filter((entry) => entry.id !== id));

function store(entries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries.slice(0, MOST)));
  } catch {
    // Without storage, or if it is full, an upload goes on only while its card is open.
  }
}

const isEntry = (entry) =>
  typeof entry?.id === "string" &&
  typeof entry.name === "string" &&
  typeof entry.dataset === "string" &&
  Number.isFinite(entry.expires) &&
  Number.isFinite(entry.size) &&
  typeof entry.parameters === "object" &&
  entry.parameters !== null &&
  Object.values(entry.parameters).every((value) => typeof value === "string");
