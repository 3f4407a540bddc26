import { fileView } from "./file.js";
import { filesView } from "./files.js";
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

addEventListener("hashchange", show);
show();
showSystem(document.querySelector("#system"));
