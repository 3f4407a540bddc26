import { get } from "./api.js";
import { h, table } from "./dom.js";
import { time } from "./format.js";
import { clientName } from "./opclients.js";
import { section } from "./section.js";

const OUTCOMES = {
  deleted: "done",
  "not found": "there was no such file",
  refused: "refused",
  "bad request": "not understood",
  "not confirmed": "not certain: try again",
};

/** Who deleted what, and who was turned away. */
export function auditPart(main, signal) {
  section(main, {
    id: "audit",
    title: "Deleted and turned away",
    words: "Who asked to delete something, and requests without a valid key, a right, or over a limit.",
    ask: (wanted) => get("operations/audit?limit=100", wanted),
    render: ({ instance, entries }) => [
      entries.length ? table(columns(), entries, { caption: "Newest first" }) : h("p", {}, "Nothing."),
      h("p", { class: "quiet small" }, `From ${instance}. Each server remembers by itself.`),
    ],
    signal,
  });
}

function columns() {
  return [
    { title: "When", cell: (entry) => time(entry.time) },
    { title: "Who", cell: (entry) => clientName(entry.user) },
    { title: "What", cell: what },
    { title: "Outcome", cell: (entry) => OUTCOMES[entry.outcome] ?? entry.outcome },
    {
      title: "From",
      cell: (entry) => (entry.forwarded_for ? `${entry.forwarded_for}, by ${entry.address}` : entry.address),
    },
  ];
}

function what(entry) {
  const file = /^\/files\/([^/?]+)$/.exec(entry.path);
  return entry.method === "DELETE" && file
    ? ["Delete the file ", h("code", {}, file[1])]
    : h("code", {}, `${entry.method} ${entry.path}`);
}
