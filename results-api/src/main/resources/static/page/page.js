import { download, isDownload } from "./download.js";
import { fileView } from "./file.js";
import { filesView } from "./files.js";
import { hasKey } from "./key.js";
import { beginForPerson } from "./person.js";
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

addEventListener("hashchange", show);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (hasKey() && link && isDownload(link)) {
    event.preventDefault();
    download(link);
  }
});
// Files that were chosen are still there; other views show what the server didn't tell before.
beginForPerson(begin, () => (document.querySelector(".uploads")?.children.length ? beginFooter() : begin()));
