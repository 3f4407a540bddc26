import { bearer, forget, fresh, leave } from "./issuer.js";

const STORED = "sluice.key";
const HEADER = "x-api-key";
const CSRF = "x-csrf-token";

/** Of this tab alone, until it is closed. The key is in no URL, as those are logged and remembered. */
let key = sessionStorage.getItem(STORED) ?? "";

/** Who the server says this is, as GET /session answers; null while it isn't known. */
let who = null;

let asked = null;

/** Whether requests need a header, which links and event streams can't have. A session is a cookie, which they send. */
export const hasKey = () => key !== "" || bearer() !== "";

/** The headers of a request, with what says who sends it. */
export function signed(headers = {}) {
  if (key) {
    return { ...headers, [HEADER]: key };
  }
  if (bearer()) {
    return { ...headers, Authorization: `Bearer ${bearer()}` };
  }
  return headers;
}

/** The headers of a request that changes something: a session's also carry its CSRF token. */
export const signedWrite = (headers = {}) =>
  !hasKey() && who?.csrf_token ? { ...signed(headers), [CSRF]: who.csrf_token } : signed(headers);

/** Whether a gateway at another address is sent the cookie. It is the page's own server in the simple case. */
export const credentials = () => (!hasKey() && who?.csrf_token ? "include" : "same-origin");

/** Adds to an XMLHttpRequest that changes something what says who sends it. */
export function sign(request) {
  for (const [name, value] of Object.entries(signedWrite())) {
    request.setRequestHeader(name, value);
  }
  request.withCredentials = credentials() === "include";
}

/** Waits until requests that change something can be signed. */
export async function ready() {
  await fresh();
  await (asked ?? askWho());
}

/** Asks the server who this is, and how one signs in. */
export function askWho() {
  asked = ask().catch(() => null);
  return asked;
}

async function ask() {
  await fresh();
  const response = await fetch("session", { headers: signed({ Accept: "application/json" }) });
  who = response.ok ? await response.json() : null;
  dispatchEvent(new Event("whoknown"));
  return who;
}

/** Who is signed in; null if no one is, or needs to be. */
export const person = () => (who?.signed_in && who.by !== "anyone" ? who : null);

/** Why the server doesn't take a key; empty if it does, whatever the key's rights are. */
export async function enterKey(given) {
  if (!/^[!-~]{1,200}$/.test(given)) {
    return "This is not a key.";
  }
  let response;
  try {
    response = await fetch("files?limit=1", { headers: { Accept: "application/json", [HEADER]: given } });
  } catch {
    return "Sluice does not answer.";
  }
  if (response.status === 401) {
    return "Sluice does not know this key.";
  }
  key = given;
  sessionStorage.setItem(STORED, key);
  return "";
}

/** Signs in with a name and a password; with a token as the first person. Returns why not, or an empty text. */
export async function enterPassword(path, entered) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify(entered),
    });
  } catch {
    return "Sluice does not answer.";
  }
  if (response.ok) {
    who = await response.json();
    asked = Promise.resolve(who);
    return "";
  }
  const wait = Number(response.headers.get("Retry-After"));
  switch ((await response.json()).code) {
    case "sign-in-failed":
      return "This name and password do not belong together.";
    case "link-invalid":
      return "This link is no longer valid. Start Sluice again to get another one.";
    case "bad-user":
      return "Choose a name of up to 64 of the characters A-Z a-z 0-9 . _ - that begins with a letter or a digit, and a password of at least 10 characters. The longest is 72 bytes, where letters such as ä take two.";
    default:
      return wait ? `Too many tries. Try again in ${wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`}.` : "Sluice could not sign you in.";
  }
}

/** Ends what says who this is. The page is loaded again. */
export async function signOut() {
  const session = !hasKey() && who?.csrf_token;
  key = "";
  sessionStorage.removeItem(STORED);
  if (session) {
    const gateway = (await (await fetch("page/settings.json")).json()).upload_url;
    const end = (url) => fetch(url, { method: "DELETE", headers: signedWrite(), credentials: credentials() });
    await Promise.allSettled([end("session"), ...(gateway ? [end(`${gateway}/session`)] : [])]);
  }
  const left = leave();
  forget();
  if (left) {
    location.assign(left);
  } else {
    location.reload();
  }
}

/** Tells the page that the server wants to know who this is. */
export const askForKey = () => dispatchEvent(new Event("keyneeded"));

/** Resolves once a person has signed in. */
export const signedIn = (signal) =>
  new Promise((resolve, reject) => {
    addEventListener("signedin", resolve, { once: true, signal });
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
