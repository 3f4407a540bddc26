import { get } from "./api.js";
import { color } from "./colors.js";
import { Figure, level, upright, WHOLE } from "./figure.js";
import { count } from "./format.js";
import uPlot from "./vendor/uPlot.esm.js";

/** The number of bars. */
const BARS = 60;
/** The number of rejects per request, and of requests: by default a file keeps no more than one has. */
const PAGE = 1000;
const PAGES = 20;

/**
 * Draws where in the file its invalid rows are, as far as they are kept. Those of a stream have no place in a file.
 *
 * @param file has ended
 * @param name the file's name, without an ending
 */
export async function drawPlaces(place, path, file, name, signal) {
  const { rejects, kept, layout } = await all(path, signal);
  if (signal.aborted || rejects.length === 0 || rejects.some((reject) => reject.chunk === undefined)) {
    return;
  }
  const { width, starts, counts } = places(rejects, lines(file, layout, rejects));
  const end = starts.at(-1) + width;
  const figure = new Figure(name, "invalid-rows", () => [
    ["from_line", "to_line", "invalid_rows"],
    ...starts.map((start, index) => [start, start + width - 1, counts[index]]),
  ]);
  place.append(figure.element);
  signal.addEventListener("abort", () => figure.end());
  const only = kept < file.invalid_rows ? `, the first ${count(kept)} of ${count(file.invalid_rows)}` : "";
  figure.draw(`Invalid rows by their line in the file${only}`, [starts, counts], {
    scales: { x: { time: false, range: () => [1, end] }, y: { range: (_, __, most) => [0, Math.max(1, most)] } },
    series: [
      { label: "lines", value: (_, line) => (line === null ? "" : `${count(line)} to ${count(line + width - 1)}`) },
      {
        label: "invalid rows",
        fill: () => color("--bad"),
        paths: uPlot.paths.bars({ size: [0.9, 60], align: 1 }),
        points: { show: false },
        value: (_, number) => (number === null ? "" : count(number)),
      },
    ],
    axes: [level(), { ...upright(), incrs: WHOLE }],
  });
}

async function all(path, signal) {
  const rejects = [];
  let page = null;
  for (let pages = 0; pages < PAGES && (page === null || page.next_cursor); pages++) {
    const from = page ? `&cursor=${encodeURIComponent(page.next_cursor)}` : "";
    page = await get(`results/${path}/rejects?limit=${PAGE}${from}`, signal);
    rejects.push(...page.rejects);
  }
  return { ...page, rejects };
}

/** The number of lines of a file. How many there are behind the last reject of a wide one isn't known. */
function lines(file, layout, rejects) {
  const last = rejects.at(-1).line;
  return layout === "wide" ? last : Math.max(last, file.total_rows + 1);
}

/** Counts invalid rows in bars of equally many lines; returns these, the first line of each bar, and the rows in it. */
export function places(rejects, lines) {
  const width = Math.max(1, Math.ceil(lines / BARS));
  const counts = new Array(Math.ceil(lines / width)).fill(0);
  for (const { line, cells } of rejects) {
    counts[Math.min(counts.length - 1, Math.floor((line - 1) / width))] += cells ?? 1;
  }
  return { width, counts, starts: counts.map((_, index) => 1 + index * width) };
}
