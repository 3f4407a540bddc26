/** The parameters of an upload are an object of texts by name, as in its query. Several values are a CSV record. */

/** The lists to which a suggestion adds; it replaces others. */
const GROWING = ["missing", "ignore"];

/** The values of a CSV record. */
export function items(text) {
  const cell = /("(?:[^"]|"")*"|[^,]*)(,|$)/y;
  const found = [];
  let match;
  do {
    match = cell.exec(text);
    const quoted = match[1].length > 1 && match[1].startsWith('"') && match[1].endsWith('"');
    found.push(quoted ? match[1].slice(1, -1).replaceAll('""', '"') : match[1]);
  } while (match[2] === ",");
  return found;
}

/** A CSV record of values. */
export const record = (values) => values.map(quoted).join(",");

const quoted = (value) => (/[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Parameters with others added. An empty text removes one; a field has either a column or a constant. */
export function merged(parameters, added, entry) {
  const all = { ...parameters };
  for (const [name, value] of Object.entries(added)) {
    const [kind, field] = [name.slice(0, 4), name.slice(4)];
    if (value === "") {
      delete all[name];
      continue;
    }
    all[name] = value;
    if (kind === "map.") {
      delete all[`set.${field}`];
    } else if (kind === "set.") {
      delete all[`map.${field}`];
    }
  }
  if (all.layout === "wide") {
    // There the series and their values have no columns.
    for (const field of [...entry.group_by, entry.measure]) {
      delete all[`map.${field}`];
      delete all[`set.${field}`];
    }
  }
  return all;
}

/** Parameters with those of a suggestion. */
export function withSuggestion(parameters, suggestion, entry) {
  const added = {};
  for (const [name, value] of Object.entries(suggestion.parameters)) {
    const before = GROWING.includes(name) && parameters[name] ? items(parameters[name]) : [];
    added[name] = before.length ? record([...new Set([...before, ...items(value)])]) : value;
  }
  return merged(parameters, added, entry);
}

/** The parameters in a query, each with a leading ampersand. */
export const query = (parameters) =>
  Object.entries(parameters)
    .map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("");

/** The parameters as people read them. */
export const words = (parameters) =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("  ");
