import { get } from "./api.js";
import { h, table } from "./dom.js";
import { bytes, count, plural, time } from "./format.js";
import { section } from "./section.js";

/** Names that no key has. */
const NAMES = { anonymous: "(without a key)", producers: "(programs, without upload)" };

export const clientName = (name) => NAMES[name] ?? name;

/** Who stores how much. */
export function clientsPart(main, signal) {
  section(main, {
    id: "clients",
    title: "Who sends how much",
    words: "Counted from the files that are kept now: deleted and expired files are left out.",
    ask: (wanted) => get("operations/clients", wanted),
    render: ({ clients, more_clients: more, complete_since: since }) => [
      clients.length
        ? table(clientColumns(), clients, { caption: "Clients, those that sent most first" })
        : h("p", {}, "No files in the last 7 days."),
      more ? h("p", { class: "quiet" }, `${plural(more, "further client")} sent less.`) : null,
      since ? h("p", { class: "bad" }, `There are many files: those before ${time(since)} are not counted.`) : null,
    ],
    signal,
    pause: 30_000,
  });
}

function clientColumns() {
  const of = (title, span, value) => ({ title, number: true, cell: (use) => value(use[span]) });
  const rows = (amount) => count(amount.valid_rows + amount.invalid_rows);
  return [
    { title: "Client", cell: (use) => clientName(use.client) },
    { title: "Last file", cell: (use) => time(use.last_upload) },
    of("Files, 24 hours", "last_day", (amount) => count(amount.files)),
    of("Data, 24 hours", "last_day", (amount) => bytes(amount.bytes)),
    of("Rows, 24 hours", "last_day", rows),
    of("Files, 7 days", "last_week", (amount) => count(amount.files)),
    of("Data, 7 days", "last_week", (amount) => bytes(amount.bytes)),
    of("Rows, 7 days", "last_week", rows),
    of("Invalid rows, 7 days", "last_week", (amount) => count(amount.invalid_rows)),
    of("Failed files, 7 days", "last_week", (amount) => count(amount.failed_files)),
  ];
}

/** Answers of this server, and of the gateway if that is another one. */
async function ofInstances(path, gateway, signal) {
  const addresses = gateway ? [path, `${gateway}/${path}`] : [path];
  const answers = await Promise.allSettled(addresses.map((each) => get(each, signal)));
  const found = answers.filter((each) => each.status === "fulfilled").map((each) => each.value);
  if (found.length === 0) {
    throw answers[0].reason;
  }
  return { found, silent: answers.length - found.length };
}

const silence = (silent) =>
  silent ? h("p", { class: "bad" }, "The server that takes uploads does not answer, so its numbers are missing.") : null;

const instanceWords = (found) =>
  h(
    "p",
    { class: "quiet small" },
    `From ${found.map((each) => `${each.instance} (since ${time(each.since)})`).join(" and ")}. Each server counts by itself.`,
  );

const QUOTAS = {
  requests_per_second: { title: "requests a second", format: count },
  uploads: { title: "uploads at the same time", format: count },
  bytes_per_day: { title: "data a day", format: bytes },
};

/** The limits of clients. */
export function quotasPart(main, gateway, signal) {
  section(main, {
    id: "quotas",
    title: "Limits and their use",
    words: "What clients may use, and what is used up now. It is refilled as time passes; a restart begins at nothing.",
    ask: (wanted) => ofInstances("operations/quotas", gateway, wanted),
    render: ({ found, silent }) => {
      const rows = found.flatMap(({ instance, quotas }) => quotas.map((each) => ({ ...each, instance })));
      return [
        rows.length ? table(quotaColumns(), rows, { caption: "Limits of clients" }) : h("p", {}, "No client has a limit."),
        instanceWords(found),
        silence(silent),
      ];
    },
    signal,
  });
}

function quotaColumns() {
  const words = (use) => QUOTAS[use.quota] ?? { title: use.quota, format: count };
  return [
    { title: "Client", cell: (use) => clientName(use.client) },
    { title: "Limit", cell: (use) => `${words(use).format(use.limit)} ${words(use).title}` },
    {
      title: "Used",
      cell: (use) => [
        words(use).format(use.used),
        h("progress", {
          max: String(use.limit),
          value: String(Math.max(0, Math.min(use.used, use.limit))),
          "aria-label": `${use.client}: ${words(use).format(use.used)} of ${words(use).format(use.limit)} ${words(use).title}`,
        }),
      ],
    },
    { title: "Server", cell: (use) => use.instance },
  ];
}

/** What a status means for who sent the request. */
const REASONS = {
  400: "The request was not understood",
  401: "No valid key",
  403: "The key does not allow it",
  408: "The sender was too slow",
  409: "The same content is stored already",
  411: "The size was not given",
  413: "Too large",
  415: "A format that is not read",
  421: "Sent to another address",
  422: "The content could not be read",
  429: "Over a limit",
  500: "An error in Sluice",
  503: "Not possible at that time",
  507: "No room on the disks",
};

const METHODS = { GET: "Read", HEAD: "Read", POST: "Send", PUT: "Send", PATCH: "Send", DELETE: "Delete" };
const OPERATIONS = { "POST /upload": "Upload", "POST /ingest": "Send readings", "DELETE /files": "Delete a file" };

function operationWords(operation) {
  const [method, path] = operation.split(" /");
  return OPERATIONS[operation] ?? `${METHODS[method] ?? "Ask"} (${path})`;
}

/** What was refused. */
export function refusalsPart(main, gateway, signal) {
  section(main, {
    id: "refusals",
    title: "Refused in the last 24 hours",
    words: "Requests that were not carried out, and why.",
    ask: (wanted) => ofInstances("operations/refusals", gateway, wanted),
    render: ({ found, silent }) => {
      const rows = found.flatMap(({ instance, refusals }) => refusals.map((each) => ({ ...each, instance })));
      return [
        rows.length ? table(refusalColumns(), rows, { caption: "Refused requests, the latest first" }) : h("p", {}, "Nothing."),
        instanceWords(found),
        silence(silent),
      ];
    },
    signal,
  });
}

function refusalColumns() {
  return [
    { title: "Client", cell: (refused) => clientName(refused.client) },
    { title: "Wanted to", cell: (refused) => operationWords(refused.operation) },
    { title: "Why not", cell: (refused) => REASONS[refused.status] ?? `Answered with ${refused.status}` },
    { title: "Times", number: true, cell: (refused) => count(refused.count) },
    { title: "Last", cell: (refused) => time(refused.last) },
    { title: "Server", cell: (refused) => refused.instance },
  ];
}
