import { get } from "./api.js";
import { h, table } from "./dom.js";
import { plural } from "./format.js";

/** The root of the server, relative to this page. */
const ROOT = "../";

/** Resolves the references ($ref) in a document. */
class References {
  #document;

  constructor(document) {
    this.#document = document;
  }

  /** The target of a reference, unless it is outside the document. */
  resolve(node) {
    const reference = node.$ref;
    return reference?.startsWith("#/")
      ? this.resolve(reference.slice(2).split("/").reduce((inner, name) => inner[name], this.#document))
      : node;
  }

  /** A schema merged with those that it is composed of; its own properties take precedence. */
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
        "Machine-readable: ",
        h("a", { href: `${ROOT}schemas/asyncapi.yaml` }, "AsyncAPI"),
        ", ",
        h("a", { href: `${ROOT}schemas` }, "JSON Schemas and more examples"),
        ".",
      ),
      overview(channels),
      ...parts,
    );
    // The browser tried to scroll there before the element existed.
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
    { caption: `${plural(channels.length, "topic")}, with the default settings` },
  );
}

function kept(configuration) {
  const days = configuration["retention.ms"] / 86_400_000;
  return configuration["cleanup.policy"].includes("compact") ? "the latest of each key" : plural(days, "day");
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

/** For a message with a JSON Schema: the properties of all kinds, then those of each kind. */
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

/** The properties of an object, required and optional. */
function fields(references, schema, caption, title) {
  const required = schema.required ?? [];
  return table(
    [
      { title, cell: ([name]) => h("code", { class: "name" }, name) },
      { title: "Given", cell: ([name]) => (required.includes(name) ? "always" : "optional") },
      { title: "Description", cell: ([, property]) => references.whole(property).description ?? "" },
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

/** Splits a camel-case name into words. */
const words = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A paragraph per line, with text in backticks as code. */
const paragraphs = (text) =>
  text
    .trim()
    .split(/\n+/)
    .map((paragraph) => h("p", {}, paragraph.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part))));

show(document.querySelector("main"));
