import { items } from "./parameters.js";

/** As in the JSON Schema of dataset documents, with room for a number behind it. */
const NAME_LENGTH = 60;
const ALIAS_LENGTH = 128;
const RESERVED = ["_line", "_code", "_message", "_extra"];
const DELIMITER = /^[\t!#-/:-@[-`{-~]$/;
const TIMES = ["datetime", "date", "time"];
/** What a document with numbers or times written otherwise would have to rewrite. */
const WRITTEN = ["minimum", "maximum", "enum"];

/**
 * A dataset document that has in it what can be said by one of the parameters of an upload.
 *
 * @param base the document of the dataset that the parameters are for
 * @param name of the new dataset
 * @param title of the same
 * @param columns the names of the file's columns
 * @returns the document, and the parameters that an upload needs all the same
 */
export function documentOf(base, name, title, columns, parameters) {
  const document = structuredClone({ ...base, name, title });
  delete document.description;
  const rest = { ...parameters };
  for (const [parameter, value] of Object.entries(parameters)) {
    const said = parameter.startsWith("map.")
      ? alias(document, parameter.slice(4), value, columns)
      : SAYING[parameter]?.(document, value, parameters);
    if (said) {
      delete rest[parameter];
    }
  }
  return { document, rest };
}

/** What says a parameter in a document; each returns whether it could. */
const SAYING = {
  delimiter: (document, value) => {
    const delimiter = value === "tab" ? "\t" : value;
    if (!DELIMITER.test(delimiter)) {
      return false;
    }
    document.dialect = { ...document.dialect, delimiter };
    return true;
  },
  decimal: (document, value) =>
    eachField(document, ["number"], (field) => {
      field.decimalChar = value;
      if (field.groupChar === value) {
        delete field.groupChar;
      }
    }),
  group: (document, value, parameters) =>
    eachField(document, ["number", "integer"], (field) => {
      if (value !== (parameters.decimal ?? field.decimalChar)) {
        field.groupChar = value;
      }
    }),
  time_format: (document, value) => {
    const formats = items(value);
    const times = document.fields.filter((field) => TIMES.includes(field.type));
    return (
      formats.length === 1 &&
      times.length === 1 &&
      typeOf(formats[0]) === times[0].type &&
      eachField(document, TIMES, (field) => {
        field.format = formats[0];
        delete field.description;
      })
    );
  },
  missing: (document, value) => {
    if (document.fields.some((field) => field.missingValues)) {
      return false;
    }
    const before = document.missingValues ?? [""];
    const known = before.map((each) => each.value ?? each);
    document.missingValues = [...before, ...new Set(items(value).filter((each) => !known.includes(each)))];
    return true;
  },
};

/** Changes all fields of some types, unless one has constraints that are written as its cells are, or is a list. */
function eachField(document, types, change) {
  const fields = document.fields.filter((field) => types.includes(field.type));
  const isFixed = fields.some((field) => WRITTEN.some((each) => field.constraints && each in field.constraints));
  if (fields.length === 0 || isFixed || document.fields.some((field) => field.type === "list")) {
    return false;
  }
  fields.forEach(change);
  return true;
}

/** Which type has dates and times that are written like this; none for a word such as serial. */
function typeOf(format) {
  if (!format.includes("%")) {
    return null;
  }
  const hasDate = /%[Yymdbj]/i.test(format.replace(/%[MHIpSf]/g, ""));
  const hasTime = /%[HI]/.test(format);
  return hasDate && hasTime ? "datetime" : hasDate ? "date" : "time";
}

/** Names a column that a field is in, unless other columns of the file, or other fields, have names like it. */
function alias(document, field, column, columns) {
  const names = (each) => [each, ...(document.sluice.aliases?.[each] ?? [])].map(key);
  const others = document.fields.map((each) => each.name).filter((each) => each !== field);
  const isFree = !others.some((other) => names(other).includes(key(column)));
  const isAlone = columns.every((each) => each === column || ![...names(field), key(column)].includes(key(each)));
  const isName = columns.includes(column) && column.length <= ALIAS_LENGTH && key(column) && !/\p{Cc}/u.test(column);
  if (!isFree || !isAlone || !isName || RESERVED.includes(column)) {
    return false;
  }
  if (!names(field).includes(key(column))) {
    const aliases = document.sluice.aliases ?? {};
    document.sluice.aliases = { ...aliases, [field]: [...(aliases[field] ?? []), column] };
  }
  return true;
}

/** What of a column's name distinguishes it. */
const key = (name) => name.toLowerCase().replace(/[\s_\u00a0\ufeff-]/g, "");

/** A name for the dataset of a file. */
export function nameOf(filename) {
  const plain = filename
    .normalize("NFD")
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|dat))?(\.gz)?$/, "")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, NAME_LENGTH)
    .replace(/^-+|-+$/g, "");
  return plain || "dataset";
}

/** The name, or the first with a number behind it, that isn't taken. */
export function free(name, isTaken) {
  const numbered = (number) => (isTaken(`${name}-${number}`) ? numbered(number + 1) : `${name}-${number}`);
  return isTaken(name) ? numbered(2) : name;
}
