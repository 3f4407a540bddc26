/** Sign-in at an OpenID Connect issuer, by the code flow with PKCE. */

const TOKENS = "sluice.tokens";
const BEGUN = "sluice.sign-in";
/** A token is renewed so long before it expires. */
const EARLY_MS = 30_000;

/** Of this tab alone, until it is closed. */
let tokens = JSON.parse(sessionStorage.getItem(TOKENS) ?? "null");

let renewal = null;

/** The token that says who sends a request; empty if there is none. */
export const bearer = () => tokens?.access ?? "";

export function forget() {
  tokens = null;
  sessionStorage.removeItem(TOKENS);
}

/** Leaves the page for the issuer, which comes back to it. */
export async function signInAt(issuer) {
  const begun = { issuer, verifier: random(), state: random(), nonce: random(), hash: location.hash };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(begun.verifier));
  location.assign(
    withParameters(issuer.authorization_endpoint, {
      response_type: "code",
      client_id: issuer.client_id,
      redirect_uri: here(),
      scope: issuer.scope,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: "S256",
    }),
  );
}

/** Where the issuer has come back to the page, gets the tokens. Returns why that failed, or an empty text. */
export async function comeBack() {
  const answer = new URLSearchParams(location.search);
  if (!answer.has("state")) {
    return "";
  }
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? "null");
  sessionStorage.removeItem(BEGUN);
  // The code is of no use to others, and stays in no history.
  history.replaceState(null, "", location.pathname + (begun?.hash ?? ""));
  if (!begun || begun.state !== answer.get("state") || (answer.get("iss") ?? begun.issuer.url) !== begun.issuer.url) {
    return "This sign-in was not begun here. Try again.";
  }
  if (!answer.has("code")) {
    return `The sign-in failed: ${(answer.get("error_description") ?? answer.get("error") ?? "").slice(0, 200)}`;
  }
  const failure = await get(begun.issuer, {
    grant_type: "authorization_code",
    code: answer.get("code"),
    redirect_uri: here(),
    code_verifier: begun.verifier,
  });
  if (!failure && nonceOf(tokens.id) !== begun.nonce) {
    forget();
    return "The sign-in failed: its answer is another one's.";
  }
  return failure;
}

/** Renews a token that is about to expire. One that can't be renewed is sent as it is, and the server asks again. */
export async function fresh() {
  if (tokens?.refresh && tokens.until - Date.now() < EARLY_MS) {
    renewal ??= get(tokens.issuer, { grant_type: "refresh_token", refresh_token: tokens.refresh }).finally(() => {
      renewal = null;
    });
    await renewal;
  }
}

/** The address at which the issuer ends its own session; empty if it has none. */
export const leave = () =>
  tokens?.issuer.end_session_endpoint
    ? withParameters(tokens.issuer.end_session_endpoint, {
        client_id: tokens.issuer.client_id,
        post_logout_redirect_uri: here(),
      })
    : "";

/** Returns why there are no tokens, or an empty text. */
async function get(issuer, parameters) {
  try {
    const response = await fetch(issuer.token_endpoint, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ ...parameters, client_id: issuer.client_id }),
      credentials: "omit",
    });
    if (response.ok) {
      keep(issuer, await response.json());
      return "";
    }
  } catch {
    // Said below.
  }
  forget();
  return `${new URL(issuer.url).host} does not sign you in.`;
}

function keep(issuer, found) {
  tokens = {
    issuer,
    access: found.access_token,
    refresh: found.refresh_token ?? (tokens?.refresh || ""),
    id: found.id_token ?? (tokens?.id || ""),
    until: Date.now() + 1000 * (found.expires_in ?? 300),
  };
  sessionStorage.setItem(TOKENS, JSON.stringify(tokens));
}

/** The server checks the signature of the token that it is sent; this one comes from the issuer itself. */
function nonceOf(idToken) {
  try {
    return JSON.parse(atob(idToken.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).nonce;
  } catch {
    return null;
  }
}

const here = () => location.origin + location.pathname;

function withParameters(url, parameters) {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    target.searchParams.set(name, value);
  }
  return target.href;
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
