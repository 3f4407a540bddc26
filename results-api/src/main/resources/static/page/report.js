import { h, table } from "./dom.js";
import { count, plural } from "./format.js";

/** The number of columns that are listed; a wide file has hundreds. */
const COLUMNS = 20;
const ROWS = 5;
const CHARACTERS = 300;

/** Whether a file has columns; the parameters of columns and options are for these alone. */
export const isCsv = (report) => (report.format ?? "csv") === "csv";

/** How a file is read, in words. */
export function facts(report) {
  return h(
    "p",
    {},
    `${report.encoding}${report.compression ? `, ${report.compression}` : ""}, `,
    isCsv(report) ? csvFacts(report) : `${report.format.toUpperCase()}.`,
  );
}

function csvFacts(report) {
  const delimiter = { "\t": "tab", " ": "space" }[report.delimiter] ?? report.delimiter;
  return [
    h("code", {}, delimiter),
    ` as delimiter, ${report.header ? "with" : "without"} a header row${report.layout === "wide" ? ", wide" : ""}. `,
    report.columns
      .slice(0, COLUMNS)
      .map((column) => `${column.name || "(no name)"} → ${column.field ?? "ignored"}`)
      .join(", "),
    report.columns.length > COLUMNS ? `, and ${plural(report.columns.length - COLUMNS, "more column")}` : "",
  ];
}

/** Whether all of the first rows are valid, and the file as a whole. */
export const isClean = (report) => report.invalid_rows === 0 && !report.reason;

/** Why the file would fail, if it would; how many of the first rows are valid. */
export function validity(report) {
  return [
    report.reason ? `The file would fail: ${report.reason.message}. ` : "",
    `Of the first ${plural(report.rows_checked, "row")} `,
    h("span", { class: "good" }, `${count(report.valid_rows)} valid`),
    ", ",
    h("span", { class: report.invalid_rows ? "bad" : "quiet" }, `${count(report.invalid_rows)} invalid`),
  ];
}

/** The first invalid rows with the reasons, and the first rows as they are understood. */
export function rows(report) {
  const names = [...new Set(report.rows.flatMap((row) => Object.keys(row)))];
  return [
    report.rejects.length
      ? table(
          [
            { title: "Line", number: true, cell: (row) => count(row.line) },
            { title: "Row", cell: (row) => h("code", {}, beginning(row.raw)) },
            {
              title: "Why",
              cell: (row) => row.errors.slice(0, ROWS).map((error) => h("div", {}, `${error.field ?? "row"}: ${error.message}`)),
            },
          ],
          report.rejects.slice(0, ROWS),
          { caption: "The first invalid rows" },
        )
      : null,
    report.rows.length
      ? table(
          names.map((name) => ({ title: name, cell: (row) => row[name] ?? "" })),
          report.rows.slice(0, ROWS),
          { caption: "The first valid rows, as they are understood" },
        )
      : null,
  ].filter(Boolean);
}

/** The first lines of a file of which no row was read. */
export const asText = (lines) =>
  h("figure", {}, h("figcaption", { class: "quiet small" }, "The first lines of the file"), h("pre", {}, lines.join("\n")));

const beginning = (text) => (text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)} …` : text);
