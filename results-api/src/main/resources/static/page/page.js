import { download, isDownload } from "./download.js";
import { fileView } from "./file.js";
import { filesView } from "./files.js";
import { comeBack } from "./issuer.js";
import { askWho, hasKey, person, signOut } from "./key.js";
import { askToSignIn } from "./signin.js";
import { showSystem } from "./system.js";
import { uploadView } from "./upload.js";

/** The views by URL fragment. Each fills the main element, and stops when the signal is aborted. */
const routes = [
  { path: /^#?\/?$/, view: "upload", show: uploadView },
  { path: /^#\/files$/, view: "files", show: filesView },
  { path: /^#\/files\/([^/]+)$/, view: "files", show: fileView },
];

let shown = new AbortController();

function show() {
  shown.abort();
  shown = new AbortController();
  const main = document.querySelector("main");
  const [path, query] = location.hash.split("?");
  const route = routes.find((each) => each.path.test(path)) ?? routes[0];
  const parameters = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
  for (const link of document.querySelectorAll("nav [data-view]")) {
    link.toggleAttribute("aria-current", false);
    if (link.dataset.view === route.view) {
      link.setAttribute("aria-current", "page");
    }
  }
  main.replaceChildren();
  route.show(main, shown.signal, ...parameters, new URLSearchParams(query ?? ""));
  main.focus({ preventScroll: true });
}

let footer = new AbortController();

function begin() {
  show();
  beginFooter();
}

/** It stops where the server wants to know who this is. */
function beginFooter() {
  footer.abort();
  footer = new AbortController();
  showSystem(document.querySelector("#system"), footer.signal);
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
  // Files that were chosen are still there; other views show what the server didn't tell before.
  if (document.querySelector(".uploads")?.children.length) {
    beginFooter();
  } else {
    begin();
  }
}

addEventListener("hashchange", show);
addEventListener("keyneeded", () => signIn());
addEventListener("whoknown", showPerson);
document.querySelector("#sign-out").addEventListener("click", signOut);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (hasKey() && link && isDownload(link)) {
    event.preventDefault();
    download(link);
  }
});
const trouble = await comeBack();
const token = takeToken();
if (token || trouble) {
  signIn(token, trouble);
} else {
  askWho();
  begin();
}
