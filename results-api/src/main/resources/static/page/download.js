import { fresh } from "./issuer.js";
import { askForKey, signed } from "./key.js";
import { save } from "./save.js";

/** Whether a link is to a document of the API, which needs a key where the page has one. */
export const isDownload = (link) =>
  link.origin === location.origin && (link.hasAttribute("download") || "name" in link.dataset);

/** Fetches the document of a link with the key, which a browser wouldn't send, and saves it. */
export async function download(link) {
  let response;
  try {
    await fresh();
    response = await fetch(link.href, { headers: signed() });
  } catch {
    refuse(link, "Sluice does not answer");
    return;
  }
  if (response.status === 401) {
    askForKey();
  } else if (!response.ok) {
    refuse(link, (await response.json()).detail);
  } else {
    const name = link.dataset.name ?? decodeURIComponent(new URL(link.href).pathname.split("/").pop());
    save(name, await response.blob());
  }
}

function refuse(link, words) {
  link.title = words;
  link.setAttribute("aria-label", `${link.textContent}: ${words}`);
  link.classList.add("bad");
}
