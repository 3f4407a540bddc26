import { fresh } from "./issuer.js";
import { askForKey, credentials, hasKey, ready, signed, signedWrite } from "./key.js";

/** A problem that the server reports. */
export class Problem extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || `The server answered ${status}`);
    this.status = status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** The server could not be reached. */
export class Unreachable extends Error {
  constructor() {
    super("Sluice does not answer");
  }
}

/** The URL of the gateway; empty if it is this page's own server. */
export async function uploadUrl() {
  return (await get("page/settings.json")).upload_url;
}

export const get = (path, signal) => send("GET", path, signal);
export const remove = (path) => send("DELETE", path);

/** Converts the body of an error response to a problem. */
export function problemOf(status, text, retryAfter) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    problem = { detail: text || `The server answered ${status}` };
  }
  return new Problem(status, problem, Number(retryAfter) || null);
}

async function send(method, path, signal) {
  const accept = { Accept: "application/json" };
  await (method === "GET" ? fresh() : ready());
  let response;
  try {
    const headers = method === "GET" ? signed(accept) : signedWrite(accept);
    response = await fetch(path, { method, signal, headers, credentials: credentials() });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Unreachable();
  }
  const text = await response.text();
  if (response.status === 401) {
    askForKey();
  }
  if (!response.ok) {
    throw problemOf(response.status, text, response.headers.get("Retry-After"));
  }
  return text ? JSON.parse(text) : null;
}

/**
 * Polls, and passes on every answer. After a failure it retries with a growing back-off.
 *
 * @param ask receives a signal; returns a promise of an answer
 * @param onAnswer returns false to stop
 * @param onFailure receives the reason if there is no answer
 * @param signal stops it
 */
export async function follow(ask, onAnswer, onFailure, signal, pause = 1000) {
  let wait = pause;
  while (!signal.aborted) {
    try {
      const more = onAnswer(await ask(signal));
      if (more === false) {
        return;
      }
      wait = pause;
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      if (!(failure instanceof Problem || failure instanceof Unreachable)) {
        throw failure;
      }
      onFailure(failure);
      if (failure instanceof Problem && failure.status < 500 && failure.status !== 425 && failure.status !== 429) {
        return;
      }
      wait = Math.min(wait * 1.5, 5000);
    }
    await sleep(document.hidden ? Math.max(wait, 5000) : wait, signal);
  }
}

/**
 * Passes on the current state and each change of it, by server-sent events. While these are not delivered, for whatever
 * reason, it polls instead. The connection is closed while the page is hidden, so that many open pages of one browser don't
 * use up its connections. With a key or a token it polls as well: an EventSource sends no headers, and they must not be in
 * its URL.
 *
 * @param parameters of the events' URL
 * @param name of the events
 * @param ask as for follow; so are the remaining parameters
 */
export function live(parameters, name, ask, onAnswer, onFailure, signal, pause) {
  const ended = new AbortController();
  let asking = new AbortController();
  let source = null;
  const close = () => {
    source?.close();
    source = null;
    asking.abort();
  };
  const end = () => {
    close();
    ended.abort();
  };
  const take = (answer) => {
    const more = onAnswer(answer) !== false;
    if (!more) {
      end();
    }
    return more;
  };
  const askAgain = (onlyOnce) => {
    asking.abort();
    asking = new AbortController();
    follow(ask, (answer) => take(answer) && !onlyOnce, onFailure, asking.signal, pause);
  };
  const open = () => {
    close();
    askAgain(false);
    if (hasKey()) {
      return;
    }
    let cameThrough = false;
    source = new EventSource(`events?${parameters}`);
    source.addEventListener(name, (event) => {
      cameThrough = true;
      asking.abort();
      take(JSON.parse(event.data));
    });
    source.addEventListener("unavailable", (event) => onFailure(new Problem(503, JSON.parse(event.data))));
    source.addEventListener("gone", () => {
      end();
      onFailure(new Problem(404, {}));
    });
    source.addEventListener("error", () => askAgain(false));
    source.addEventListener("open", () => {
      if (cameThrough) {
        // The browser reconnected with Last-Event-ID: if nothing has changed since, no event shows that the connection works.
        askAgain(true);
      }
    });
  };
  const see = () => (document.hidden ? close() : open());
  // A dead connection isn't detected by itself.
  const lose = () => {
    close();
    askAgain(false);
  };
  addEventListener("offline", lose, { signal: ended.signal });
  addEventListener("online", open, { signal: ended.signal });
  document.addEventListener("visibilitychange", see, { signal: ended.signal });
  signal.addEventListener("abort", end, { once: true });
  see();
}

function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });
}
