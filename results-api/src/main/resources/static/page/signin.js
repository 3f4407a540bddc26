import { button, h } from "./dom.js";
import { signInAt } from "./issuer.js";
import { enterKey, enterPassword } from "./key.js";

/**
 * Asks who this is, over whatever the page shows: what a person was doing is still there afterwards.
 *
 * @param ways as GET /session answers
 * @param token of the link for the first person, or an empty text
 * @param trouble what went wrong before, or an empty text
 * @returns a promise that resolves once a person has signed in
 */
export function askToSignIn(ways, token, trouble) {
  return new Promise((resolve) => {
    const close = () => {
      dialog.close();
      dialog.remove();
      resolve();
    };
    const dialog = h(
      "dialog",
      { id: "signing-in", "aria-labelledby": "sign-in-title", oncancel: (event) => event.preventDefault() },
      h(
        "article",
        {},
        h("h1", { id: "sign-in-title" }, token ? "Welcome to Sluice" : "Sign in"),
        trouble ? h("p", { class: "bad", role: "alert" }, trouble) : null,
        ...(token ? [first(token, close)] : forms(ways, close)),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

function forms(ways, close) {
  const all = [];
  if (ways.issuer) {
    all.push(issuer(ways.issuer));
  }
  if (ways.password) {
    all.push(password(close));
  }
  if (ways.key) {
    const form = key(close);
    all.push(all.length ? h("details", {}, h("summary", {}, "Sign in with a key"), form) : form);
  }
  return all.length ? all : [h("p", {}, "Sluice does not say how. Reload the page.")];
}

function issuer(about) {
  const host = new URL(about.url).host;
  const possible = about.authorization_endpoint && about.token_endpoint;
  return h(
    "div",
    { id: "sign-in-issuer", class: "buttons" },
    possible ? button(`Sign in with ${host}`, () => signInAt(about), "") : h("p", {}, `${host} does not answer. Reload the page.`),
  );
}

const password = (close) =>
  form("sign-in", close, (entered) => enterPassword("session", entered), "Sign in", [
    field("name", "Name", { autocomplete: "username", autocapitalize: "none", maxlength: "64" }),
    field("password", "Password", { type: "password", autocomplete: "current-password" }),
  ]);

const first = (token, close) =>
  form(
    "sign-in",
    close,
    (entered) => enterPassword("session/first-operator", { token, ...entered }),
    "Begin",
    [
      h("p", {}, "No one can sign in yet. You are the first, and may do everything."),
      field("name", "Name", { autocomplete: "username", autocapitalize: "none", maxlength: "64" }),
      field("password", "New password, of at least 10 characters", {
        type: "password",
        autocomplete: "new-password",
        minlength: "10",
        maxlength: "72",
      }),
    ],
  );

const key = (close) =>
  form("sign-in-key", close, (entered) => enterKey(entered.key.trim()), "Sign in", [
    field("key", "Your key", { type: "password", autocomplete: "off" }),
  ], "It is kept until this tab is closed.");

function field(name, label, attributes) {
  return [
    h("label", { for: `entered-${name}` }, label),
    h("input", { id: `entered-${name}`, name, spellcheck: "false", required: true, ...attributes }),
  ];
}

/** @param enter receives what was entered; returns why it isn't right, or an empty text */
function form(id, close, enter, action, content, hint = "") {
  const words = h("p", { id: `${id}-words`, class: "quiet", role: "status" }, hint);
  const submit = h("button", { type: "submit" }, action);
  const element = h("form", { id, onsubmit: take }, ...content.flat(), words, submit);
  for (const input of element.querySelectorAll("input")) {
    input.setAttribute("aria-describedby", words.id);
  }
  return element;

  async function take(event) {
    event.preventDefault();
    submit.disabled = true;
    const fault = await enter(Object.fromEntries(new FormData(element)));
    submit.disabled = false;
    if (!fault) {
      close();
      return;
    }
    words.textContent = fault;
    words.className = "bad";
    const last = [...element.querySelectorAll("input")].at(-1);
    last.focus();
    last.select();
  }
}
