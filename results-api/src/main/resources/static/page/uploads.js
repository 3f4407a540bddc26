import { problemOf, Problem, Unreachable, uploadUrl } from "./api.js";
import { beginning } from "./beginning.js";
import { askForKey, credentials, ready, signedIn, signedWrite } from "./key.js";
import { query } from "./parameters.js";

/** The number of tries where the server refuses for lack of capacity. */
export const TRIES = 3;

/** The parameters that say where in a file the table is; a proposed document has the others. */
const OF_TABLE = ["charset", "delimiter", "skip", "comment"];

/** The URL to which a file is posted. */
export const uploadTo = async (file, dataset, parameters, path = "/upload") =>
  `${await uploadUrl()}${path}?dataset=${encodeURIComponent(dataset)}&filename=${encodeURIComponent(file.name)}` +
  query(parameters);

/** The gateway knows the format by the file's name, or detects it. */
export const CONTENT_TYPE = "application/octet-stream";

export const isBusy = (problem) => [429, 502, 503, 504].includes(problem.status);

/** The milliseconds to wait before the next try. */
export const pause = (problem) => 1000 * (problem.retryAfter ?? 1);

/**
 * Tries the first rows of a file, and returns the report.
 *
 * @throws Problem if the file is refused; Unreachable or Unreadable
 */
export async function dryRun(file, dataset, parameters, signal) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(file, dataset, parameters, signal);
    } catch (failure) {
      if (!(failure instanceof Problem && isBusy(failure) && attempt < TRIES)) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, pause(failure)));
      signal.throwIfAborted();
    }
  }
}

const ask = async (file, dataset, parameters, signal) =>
  post(`${await uploadTo(file, dataset, parameters)}&dry_run=true`, file, signal);

/**
 * Has a dataset document proposed for a file.
 *
 * @param parameters of its upload; those count that say where the table is
 * @throws Problem if there is none; Unreachable or Unreadable
 */
export async function proposal(file, parameters, signal) {
  const told = Object.fromEntries(Object.entries(parameters).filter(([name]) => OF_TABLE.includes(name)));
  const url = `${await uploadUrl()}/datasets/proposal?filename=${encodeURIComponent(file.name)}${query(told)}`;
  return post(url, file, signal);
}

/** Posts the beginning of a file, and returns the answer. */
async function post(url, file, signal) {
  const body = await beginning(file);
  await ready();
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: signedWrite({ "Content-Type": CONTENT_TYPE }),
      credentials: credentials(),
      body,
      signal,
    });
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Unreachable();
  }
  const text = await response.text();
  if (response.status === 401) {
    askForKey();
    await signedIn(signal);
    return post(url, file, signal);
  }
  if (!response.ok) {
    throw problemOf(response.status, text, response.headers.get("Retry-After"));
  }
  return JSON.parse(text);
}
