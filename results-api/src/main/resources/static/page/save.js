import { h } from "./dom.js";

const PADDING = 12;
const LINE = 20;
/** The beginnings of formulas in spreadsheets; the full-width ones in East Asian editions. */
const FORMULA = /^'*["' ]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const DELIMITED = /[^;\t\r\n]*[;\t\r\n]?/g;

/** Offers a file to the user. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  // Only once the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A CSV of rows of texts and numbers; no cell is a formula. */
export const csv = (rows) =>
  new Blob([rows.map((row) => `${row.map(cell).join(",")}\n`).join("")], { type: "text/csv;charset=utf-8" });

function cell(value) {
  if (typeof value === "number") {
    return String(value);
  }
  const safe = protectedText(value ?? "");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** As the server writes cells: what a spreadsheet would take for a formula begins with an apostrophe. */
function protectedText(text) {
  return text.replace(DELIMITED, (part, at) => {
    const formula = FORMULA.test(part) || (at === 0 && /^[\t\r\n]/.test(part));
    return formula && !isNumber(at === 0 ? text : part.replace(/[;\t\r\n]$/, "")) ? `'${part}` : part;
  });
}

const isNumber = (text) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/**
 * A picture of a chart as it is shown, with its title and the names of its lines.
 *
 * @param chart the canvas
 * @param keys {title, color, dash} of the lines
 * @param colors {background, text}
 */
export function png(chart, title, keys, colors) {
  const scale = devicePixelRatio;
  const head = PADDING + LINE * (1 + keys.length);
  const canvas = h("canvas");
  canvas.width = chart.width + 2 * PADDING * scale;
  canvas.height = chart.height + (head + PADDING) * scale;
  const context = canvas.getContext("2d");
  context.fillStyle = colors.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, PADDING * scale, head * scale);
  context.scale(scale, scale);
  context.textBaseline = "middle";
  context.font = "14px system-ui, sans-serif";
  context.fillStyle = colors.text;
  context.fillText(title, PADDING, PADDING + LINE / 2);
  context.font = "13px system-ui, sans-serif";
  keys.forEach((key, index) => {
    const y = PADDING + LINE * (index + 1.5);
    context.strokeStyle = key.color;
    context.lineWidth = 2;
    context.setLineDash(key.dash);
    context.beginPath();
    context.moveTo(PADDING, y);
    context.lineTo(PADDING + 30, y);
    context.stroke();
    context.fillText(key.title, PADDING + 38, y);
  });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
