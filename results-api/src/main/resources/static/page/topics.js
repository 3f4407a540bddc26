import { get } from "./api.js";
import { h, table } from "./dom.js";
import { plural } from "./format.js";

/** Where this page stands, as seen from itself. */
const ROOT = "../";

/** Reads a document in which parts are told once and referred to from elsewhere. */
class References {
  #document;

  constructor(document) {
    this.#document = document;
  }

  /** What a reference leads to, unless it leads out of the document. */
  resolve(node) {
    const reference = node.$ref;
    return reference?.startsWith("#/")
      ? this.resolve(reference.slice(2).split("/").reduce((inner, name) => inner[name], this.#document))
      : node;
  }

  /** A schema with what those say that it is made of; what it says itself goes first. */
  whole(node) {
    const said = { ...this.resolve(node), ...node };
    return Object.assign({}, ...(said.allOf ?? []).map((part) => this.whole(part)), said);
  }
}

async function show(main) {
  try {
    const contract = await get(`${ROOT}schemas/asyncapi.json`);
    const channels = Object.values(contract.channels);
    const references = new References(contract);
    const parts = await Promise.all(channels.map((channel) => topic(references, channel)));
    main.replaceChildren(
      h("h1", {}, "Topics"),
      ...paragraphs(contract.info.description),
      h(
        "p",
        {},
        "For machines: ",
        h("a", { href: `${ROOT}schemas/asyncapi.yaml` }, "AsyncAPI"),
        ", ",
        h("a", { href: `${ROOT}schemas` }, "JSON Schemas and more examples"),
        ".",
      ),
      overview(channels),
      ...parts,
    );
    // The browser looked for it before it was there.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (failure) {
    main.replaceChildren(h("p", { class: "bad", role: "alert" }, failure.message));
    throw failure;
  }
}

function overview(channels) {
  return table(
    [
      { title: "Topic", cell: (channel) => h("a", { href: `#${channel.address}` }, channel.address) },
      { title: "Written by", cell: (channel) => channel["x-written-by"].join(", ") },
      { title: "Partitions", number: true, cell: (channel) => String(channel.bindings.kafka.partitions) },
      { title: "Kept", cell: (channel) => kept(channel.bindings.kafka.topicConfiguration) },
    ],
    channels,
    { caption: `${plural(channels.length, "topic")}, as they are created with default settings` },
  );
}

function kept(configuration) {
  const days = configuration["retention.ms"] / 86_400_000;
  return configuration["cleanup.policy"].includes("compact") ? "the last of each key" : plural(days, "day");
}

async function topic(references, channel) {
  const messages = await Promise.all(
    Object.values(channel.messages).map((message) => messagePart(references, references.resolve(message))),
  );
  return h(
    "section",
    { id: channel.address, "aria-label": channel.title },
    h("h2", {}, h("code", {}, channel.address)),
    ...paragraphs(channel.description),
    ...messages,
  );
}

async function messagePart(references, message) {
  const headers = message.headers ? references.whole(message.headers) : null;
  const key = message.bindings?.kafka.key;
  return h(
    "article",
    {},
    h("h3", {}, message.title),
    message.summary ? h("p", {}, message.summary) : null,
    h(
      "dl",
      { class: "facts" },
      fact("Key", key ? references.whole(key).description : "none"),
      fact("Value", value(references, message)),
    ),
    headers ? fields(references, headers, "Headers", "Header") : null,
    ...(await properties(message)),
    ...(message.examples ?? []).map((example) => exampleOf(example)),
  );
}

const fact = (name, words) => [h("dt", {}, name), h("dd", {}, words)];

function value(references, message) {
  const name = schemaName(message);
  if (name) {
    return ["JSON, see its ", h("a", { href: `${ROOT}schemas/${name}.json` }, "schema")];
  }
  const description = message.payload ? references.whole(message.payload).description : null;
  return [h("code", {}, message.contentType), description ? ` ${description}` : null];
}

/** The name of the JSON Schema that a message has, if it has one. */
const schemaName = (message) => /^jsonschema\/(.*)\.json$/.exec(message.payload?.$ref ?? "")?.[1];

/** Of a message that has a JSON Schema: what all have, and what those of one kind have. */
async function properties(message) {
  const name = schemaName(message);
  if (!name) {
    return [];
  }
  const schema = await get(`${ROOT}schemas/${name}.json`);
  const references = new References(schema);
  const kinds = [...(schema.oneOf ?? []), ...(schema.allOf ?? []).map((rule) => rule.then)]
    .map((kind) => ({ name: kind.$ref.split("/").pop(), ...references.resolve(kind) }))
    .filter((kind) => kind.properties);
  return [
    fields(references, schema, "Properties", "Property"),
    ...kinds.map((kind) => fields(references, kind, `Of ${kind.name}: ${kind.description}`, "Property")),
  ];
}

/** What an object may have, or must. */
function fields(references, schema, caption, title) {
  const required = schema.required ?? [];
  return table(
    [
      { title, cell: ([name]) => h("code", { class: "name" }, name) },
      { title: "Given", cell: ([name]) => (required.includes(name) ? "always" : "optional") },
      { title: "What it is", cell: ([, property]) => references.whole(property).description ?? "" },
    ],
    Object.entries(schema.properties),
    { caption },
  );
}

function exampleOf(example) {
  const headers = Object.entries(example.headers ?? {}).map(([name, text]) => `${name}: ${text}`);
  const text = typeof example.payload === "string" ? example.payload.trimEnd() : JSON.stringify(example.payload, null, 2);
  return h(
    "details",
    {},
    h("summary", {}, `Example: ${words(example.name)}`),
    headers.length ? h("pre", { class: "quiet" }, headers.join("\n")) : null,
    h("pre", {}, text),
  );
}

/** A name in camel case as words. */
const words = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A paragraph for each line, with what stands in backticks as code. */
const paragraphs = (text) =>
  text
    .trim()
    .split(/\n+/)
    .map((paragraph) => h("p", {}, paragraph.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part))));

show(document.querySelector("main"));
