import { Problem, problemOf, Unreachable, uploadUrl } from "./api.js";
import { Unreadable } from "./beginning.js";
import { askForKey, credentials, ready, signedWrite } from "./key.js";
import { transfer } from "./transfer.js";
import { isBusy, pause, uploadTo } from "./uploads.js";

/** Uploads by tus 1.0: an upload is opened, then all of it is sent, and after each failure what is missing. */
const VERSION = { "Tus-Resumable": "1.0.0" };

/** Of refusals that only say that a request came too late or too slowly, not that the upload has ended. */
const PASSING = ["wrong-offset", "upload-continued", "aborted", "too-slow"];
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** The connection of a changed network may stay silent without an error. */
const SILENCE = 60_000;

/** Opens an upload; returns its id, and when it expires, in milliseconds. */
export async function openUpload(file, dataset, parameters, signal) {
  const headers = { "Upload-Length": String(file.size) };
  const response = await ask("POST", await uploadTo(file, dataset, parameters, "/uploads"), headers, signal);
  const id = decodeURIComponent(response.headers.get("Location").replace(/[?#].*/, "").split("/").pop());
  return { id, expires: Date.parse(response.headers.get("Upload-Expires")) || Date.now() + 24 * 3600 * 1000 };
}

/** The number of bytes of an open upload that have arrived. */
export async function arrived(id, signal) {
  const response = await ask("HEAD", await urlOf(id), {}, signal);
  return Number(response.headers.get("Upload-Offset"));
}

/** Deletes an upload that isn't complete. */
export const discard = async (id) => ask("DELETE", await urlOf(id), {});

/**
 * Sends what is missing of an upload until all of it has arrived, however often the connection breaks meanwhile. Returns
 * the id of the file.
 *
 * @param on {sent, resumed}, which receive a number of bytes, and {waiting}, which receives the reason
 * @throws Problem if the server refuses the file; Unreadable; the reason of the signal
 */
export async function sendRest(file, id, on, signal) {
  let from = null;
  for (let failures = 0; ; ) {
    try {
      const offset = await arrived(id, signal).catch((problem) => reasonOf(problem, id, signal));
      if (offset !== from) {
        failures = 0;
      }
      from = offset;
      on.resumed(offset);
      const answer = await append(file, id, offset, on.sent, signal);
      if (Number(answer.getResponseHeader("Upload-Offset")) >= file.size) {
        return answer.getResponseHeader("Sluice-File-Id") ?? id;
      }
    } catch (failure) {
      if (!passes(failure)) {
        throw failure;
      }
      failures++;
      on.waiting(failure);
      await rest(failure, failures, signal);
    }
  }
}

async function append(file, id, offset, sent, signal) {
  const part = file.slice(offset);
  // A file that was changed since it was chosen looks like a broken connection otherwise.
  await part.slice(0, 1).arrayBuffer().catch(() => Promise.reject(new Unreadable()));
  return transfer("PATCH", await urlOf(id), appending(offset), part, (bytes) => sent(offset + bytes), signal, SILENCE);
}

const appending = (offset) => ({
  ...VERSION,
  "Upload-Offset": String(offset),
  "Content-Type": "application/offset+octet-stream",
});

/** The answer to a HEAD has no body: an empty request gets the reason. */
async function reasonOf(problem, id, signal) {
  if (!(problem instanceof Problem) || passes(problem)) {
    throw problem;
  }
  await transfer("PATCH", await urlOf(id), appending(0), null, () => {}, signal);
  throw problem;
}

const urlOf = async (id) => `${await uploadUrl()}/uploads/${encodeURIComponent(id)}`;

const passes = (failure) =>
  failure instanceof Unreachable || (failure instanceof Problem && (isBusy(failure) || PASSING.includes(failure.code)));

/** Waits for the next attempt; not longer than until the browser is online again. */
async function rest(failure, failures, signal) {
  const own = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2);
  const wait = failure.retryAfter ? pause(failure) : own;
  let wake;
  await new Promise((resolve) => {
    wake = resolve;
    setTimeout(wake, wait);
    addEventListener("online", wake);
    signal.addEventListener("abort", wake);
  });
  removeEventListener("online", wake);
  signal.removeEventListener("abort", wake);
  signal.throwIfAborted();
}

async function ask(method, url, headers, signal) {
  await ready();
  let response;
  try {
    const signed = signedWrite({ ...VERSION, ...headers });
    response = await fetch(url, { method, signal, headers: signed, credentials: credentials() });
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Unreachable();
  }
  if (response.status === 401) {
    askForKey();
  }
  if (!response.ok) {
    throw problemOf(response.status, await response.text(), response.headers.get("Retry-After"));
  }
  return response;
}
