import { uploadUrl } from "./api.js";
import { h } from "./dom.js";
import { auditPart } from "./opaudit.js";
import { clientsPart, quotasPart, refusalsPart } from "./opclients.js";
import { failedPart } from "./opfailed.js";
import { workPart } from "./opwork.js";
import { beginForPerson } from "./person.js";
import { showSystem } from "./system.js";

let shown = new AbortController();

/** Shows all parts. Each asks for its own data, so that a missing right hides one part only. */
async function begin() {
  shown.abort();
  shown = new AbortController();
  const { signal } = shown;
  const main = document.querySelector("main");
  main.replaceChildren(
    h("h1", {}, "Operations"),
    h("p", { class: "quiet" }, "Who uses this Sluice, what went wrong, and what was done about it."),
  );
  showSystem(document.querySelector("#system"), signal);
  // Settings are readable without a key. Without them the gateway is taken to be this server.
  const gateway = await uploadUrl().catch(() => "");
  if (signal.aborted) {
    return;
  }
  workPart(main, signal);
  failedPart(main, signal);
  clientsPart(main, signal);
  quotasPart(main, gateway, signal);
  refusalsPart(main, gateway, signal);
  auditPart(main, signal);
}

beginForPerson(begin);
