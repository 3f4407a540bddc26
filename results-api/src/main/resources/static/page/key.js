import { h } from "./dom.js";

const STORED = "sluice.key";
const HEADER = "x-api-key";

/** Of this tab alone, until it is closed. The key is in no URL, as those are logged and remembered. */
let key = sessionStorage.getItem(STORED) ?? "";

export const hasKey = () => key !== "";

/** The headers of a request, with the key if there is one. */
export const signed = (headers = {}) => (key ? { ...headers, [HEADER]: key } : headers);

/** Adds the key to an XMLHttpRequest, if there is one. */
export function sign(request) {
  if (key) {
    request.setRequestHeader(HEADER, key);
  }
}

export function signOut() {
  key = "";
  sessionStorage.removeItem(STORED);
}

/** Tells the page that the server wants a key, or another one. */
export const askForKey = () => dispatchEvent(new Event("keyneeded"));

/**
 * Shows a form that takes a key, in place of a view.
 *
 * @param onSignedIn is called once the server knows the key
 */
export function signInView(main, onSignedIn) {
  const input = h("input", {
    type: "password",
    id: "key",
    name: "key",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-words",
  });
  const words = h("p", { id: "key-words", class: "quiet", role: "status" }, "It is kept until this tab is closed.");
  const form = h(
    "form",
    { id: "sign-in", onsubmit: submit },
    h("h1", {}, "Sign in"),
    h("label", { for: "key" }, "Your key"),
    input,
    words,
    h("button", { type: "submit" }, "Sign in"),
  );
  main.replaceChildren(form);
  input.focus();

  async function submit(event) {
    event.preventDefault();
    const given = input.value.trim();
    const fault = /^[!-~]{1,200}$/.test(given) ? await faultOf(given) : "This is not a key.";
    if (fault) {
      words.textContent = fault;
      words.className = "bad";
      input.select();
      return;
    }
    key = given;
    sessionStorage.setItem(STORED, key);
    onSignedIn();
  }
}

/** Why the server doesn't take a key; empty if it does, whatever the key's rights are. */
async function faultOf(given) {
  try {
    const response = await fetch("files?limit=1", { headers: { Accept: "application/json", [HEADER]: given } });
    return response.status === 401 ? "Sluice does not know this key." : "";
  } catch {
    return "Sluice does not answer.";
  }
}
