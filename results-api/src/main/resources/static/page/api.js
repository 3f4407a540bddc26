/** What the server refused or couldn't do, in its own words. */
export class Problem extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || `The server answered ${status}`);
    this.status = status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Nothing answered. */
export class Unreachable extends Error {
  constructor() {
    super("Sluice does not answer");
  }
}

/** Where files are uploaded to; empty for where this page comes from. */
export async function uploadUrl() {
  return (await get("page/settings.json")).upload_url;
}

export const get = (path, signal) => send("GET", path, signal);
export const remove = (path) => send("DELETE", path);

/** The problem that a response with these contents is. */
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
  let response;
  try {
    response = await fetch(path, { method, signal, headers: { Accept: "application/json" } });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Unreachable();
  }
  const text = await response.text();
  if (!response.ok) {
    throw problemOf(response.status, text, response.headers.get("Retry-After"));
  }
  return text ? JSON.parse(text) : null;
}

/**
 * Asks again and again, and hands on every answer. After a failure it waits longer and longer, and comes back by itself.
 *
 * @param ask gets a signal; returns a promise of an answer
 * @param onAnswer returns false once that is enough
 * @param onFailure is told why there is no answer now
 * @param signal ends it
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
 * Hands on what there is and each change of it, as the server tells of them. For as long as its events don't come through, for
 * whatever reason, it asks again and again instead. Nothing is open while nobody looks, so that many pages of one reader don't
 * take each other's connections.
 *
 * @param parameters of the events' address
 * @param name of the events
 * @param ask as for follow, and so are the others
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
        // The browser came back with Last-Event-ID: where nothing has changed meanwhile, no event tells that all is well.
        askAgain(true);
      }
    });
  };
  const see = () => (document.hidden ? close() : open());
  // A connection over which nothing comes any more doesn't break by itself.
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
