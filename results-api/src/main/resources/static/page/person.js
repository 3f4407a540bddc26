import { comeBack } from "./issuer.js";
import { askWho, hasKey, person, signOut } from "./key.js";
import { askToSignIn } from "./signin.js";

/**
 * Begins a page: shows who is signed in, and asks who this is where the server wants to know.
 *
 * @param begin shows the page
 * @param goOn shows it after a person has signed in
 */
export async function beginForPerson(begin, goOn = begin) {
  let asking = false;

  async function signIn(token = "", trouble = "") {
    if (asking) {
      return;
    }
    asking = true;
    const ways = (await askWho())?.ways ?? {};
    await askToSignIn(ways, token, trouble);
    asking = false;
    askWho();
    dispatchEvent(new Event("signedin"));
    goOn();
  }

  addEventListener("keyneeded", () => signIn());
  addEventListener("whoknown", showPerson);
  document.querySelector("#sign-out").addEventListener("click", signOut);
  const trouble = await comeBack();
  const token = takeToken();
  if (token && (await isUsed())) {
    askAfterUsedLink(signIn, begin);
  } else if (token || trouble) {
    signIn(token, trouble);
  } else {
    askWho();
    begin();
  }
}

/** Whether the link for the first person is of no use any more. A server that does not answer says nothing about it. */
async function isUsed() {
  const who = await askWho();
  return who !== null && !who.ways?.first_operator;
}

function askAfterUsedLink(signIn, begin) {
  if (person()) {
    begin();
  } else {
    signIn("", "This link was for the first person, and was used. Sign in with your name and password.");
  }
}

function showPerson() {
  const known = person();
  const name = document.querySelector("#who");
  name.hidden = !known;
  name.textContent = known ? known.name : "";
  name.title = known ? `Signed in as ${known.name}` : "";
  document.querySelector("#sign-out").hidden = !known && !hasKey();
}

/** What is behind the link for the first person. It is in no history, and sent to no server but in the sign-in itself. */
function takeToken() {
  const token = /^#token=([!-~]{1,200})$/.exec(location.hash)?.[1] ?? "";
  if (token) {
    history.replaceState(null, "", location.pathname);
  }
  return token;
}
