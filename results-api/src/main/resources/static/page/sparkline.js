import { svg } from "./dom.js";
import { figure } from "./format.js";

const WIDTH = 120;
const HEIGHT = 28;
/** Room for the line's width and for dots. */
const MARGIN = 3;

/**
 * A small picture of a profile over time.
 *
 * @param span the time from its left to its right, {from, to}
 */
export function sparkline(profile, span) {
  const least = Math.min(...profile.points.map((point) => point.min));
  const most = Math.max(...profile.points.map((point) => point.max));
  const x = (time) => place(time, span.from, span.to, WIDTH);
  const y = (value) => HEIGHT - place(value, least, most, HEIGHT);
  const at = (point, value) => `${x(point.at)},${y(value)}`;
  return svg(
    "svg",
    {
      class: "spark",
      role: "img",
      width: WIDTH,
      height: HEIGHT,
      "aria-label": words(profile),
    },
    ...profile.runs.map((run) =>
      run.length === 1
        ? svg("circle", { cx: x(run[0].at), cy: y(run[0].avg), r: 1.5 })
        : svg("g", {}, svg("polygon", { points: border(run, at) }), svg("polyline", { points: line(run, at) })),
    ),
  );
}

const line = (run, at) => run.map((point) => at(point, point.avg)).join(" ");
const border = (run, at) =>
  [...run.map((point) => at(point, point.max)), ...[...run].reverse().map((point) => at(point, point.min))].join(" ");

/** Places a value between two others on a length; in its middle if these are equal. */
function place(value, from, to, length) {
  const share = to > from ? (value - from) / (to - from) : 0.5;
  return Math.round(10 * (MARGIN + share * (length - 2 * MARGIN))) / 10;
}

function words({ points, runs }) {
  const gaps = runs.length === 1 ? "" : `, with ${runs.length - 1} ${runs.length === 2 ? "gap" : "gaps"}`;
  return `Averages over time from ${figure(points[0].avg)} to ${figure(points.at(-1).avg)}${gaps}`;
}
