const whole = new Intl.NumberFormat("en");
const figures = new Intl.NumberFormat("en", { maximumSignificantDigits: 8 });

/** Formats a count with thousands separators. */
export const count = (number) => whole.format(number);

/** Formats a statistic, rounded for display; the CSV has all digits. */
export const figure = (number) => (number === null || number === undefined ? "" : figures.format(number));

/** Formats a statistic where there is little room. */
export const short = (number) => rounded(number, 6);

/** Formats the ticks of an axis, with as many digits as distinguish them. */
export function ticks(numbers) {
  const most = Math.max(...numbers.map(Math.abs));
  const step = numbers.length > 1 ? Math.abs(numbers[1] - numbers[0]) : most;
  const digits = Math.ceil(Math.log10(most / step)) + 1 || 1;
  return numbers.map((number) => rounded(number, Math.max(3, Math.min(15, digits))));
}

function rounded(number, digits) {
  const size = Math.abs(number);
  const notation = (size !== 0 && size < 1e-4) || size >= 1e8 ? "scientific" : "standard";
  return new Intl.NumberFormat("en", { maximumSignificantDigits: digits, notation }).format(number);
}

/** "1 row", "2 rows". */
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** Formats bytes in a suitable unit. */
export function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let value = number;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Formats seconds in a suitable unit. */
export function seconds(number) {
  if (number === null || number === undefined || !Number.isFinite(number)) {
    return "";
  }
  if (number < 1) {
    return `${Math.round(number * 1000)} ms`;
  }
  if (number < 60) {
    return `${number.toFixed(1)} s`;
  }
  const minutes = Math.floor(number / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(number % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Formats a time of the API in the browser's zone. */
export function time(text) {
  const date = new Date(text);
  const today = date.toDateString() === new Date().toDateString();
  return today ? date.toLocaleTimeString() : date.toLocaleString();
}

/** Formats a time of data, in UTC: seconds since the epoch, with no more digits than intervals of this width need. */
export function utc(instant, width) {
  const text = new Date(1000 * instant).toISOString().replace("T", " ");
  return text.replace(width % 86_400 === 0 && width > 0 ? / .*/ : width % 60 === 0 && width > 0 ? /:\d\d\..*/ : /\.000Z|Z/, "");
}
