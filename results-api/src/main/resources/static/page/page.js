import { download, isDownload } from "./download.js";
import { fileView } from "./file.js";
import { filesView } from "./files.js";
import { hasKey, signInView, signOut } from "./key.js";
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

/** The footer stops where the server wants another key. */
function begin() {
  document.querySelector("#sign-out").hidden = !hasKey();
  show();
  showSystem(document.querySelector("#system"));
}

function signIn() {
  if (!document.querySelector("#sign-in")) {
    shown.abort();
    signInView(document.querySelector("main"), begin);
  }
}

addEventListener("hashchange", show);
addEventListener("keyneeded", signIn);
document.querySelector("#sign-out").addEventListener("click", () => {
  signOut();
  location.reload();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (hasKey() && link && isDownload(link)) {
    event.preventDefault();
    download(link);
  }
});
begin();
