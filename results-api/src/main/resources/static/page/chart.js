import { h } from "./dom.js";
import { figure } from "./format.js";
import uPlot from "./vendor/uPlot.esm.js";

/** Beyond this number bars would be too narrow to see. */
const MOST = 400;
const HEIGHT = 260;
/** The steps of an axis of counts. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000, 100000];

/** Draws the range from the minimum to the maximum of each series, with a point at the average. */
export function spread(place, series, signal) {
  const shown = series.slice(0, MOST);
  const title = shown.length < series.length ? `The first ${MOST} series` : "Each series";
  const data = [
    shown.map((_, index) => index),
    shown.map((each) => each.min),
    shown.map((each) => each.max),
    shown.map((each) => each.avg),
  ];
  draw(place, `${title}: min, average and max`, signal, data, {
    scales: { x: { time: false, range: () => [-0.5, shown.length - 0.5] } },
    series: [
      { label: "series", value: (_, index) => (index === null ? "" : (shown[index]?.name ?? "")) },
      { label: "min", stroke: "transparent", points: { show: false }, value: (_, value) => figure(value) },
      { label: "max", stroke: "transparent", points: { show: false }, value: (_, value) => figure(value) },
      {
        label: "avg",
        stroke: () => color("--pico-primary"),
        paths: () => null,
        points: { show: true, size: 7, fill: () => color("--pico-primary") },
        value: (_, value) => figure(value),
      },
    ],
    axes: [
      { ...axis(), space: 90, incrs: WHOLE, values: (_, ticks) => ticks.map((index) => short(shown[index]?.name)) },
      axis(),
    ],
    hooks: { drawSeries: [(chart, index) => index === 3 && ranges(chart, shown)] },
  });
}

/** Draws a histogram of the series' averages. */
export function distribution(place, series, signal) {
  const averages = series.map((each) => each.avg);
  const least = Math.min(...averages);
  const width = (Math.max(...averages) - least) / 20 || 1;
  const counts = new Array(20).fill(0);
  for (const average of averages) {
    counts[Math.min(19, Math.floor((average - least) / width))]++;
  }
  draw(place, "Distribution of averages", signal, [counts.map((_, index) => least + width * (index + 0.5)), counts], {
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(1, most)] } },
    series: [
      { label: "average around", value: (_, value) => figure(value) },
      {
        label: "series",
        fill: () => color("--pico-primary"),
        paths: uPlot.paths.bars({ size: [0.9, 60] }),
        points: { show: false },
        value: (_, value) => figure(value),
      },
    ],
    axes: [axis(), { ...axis(), incrs: WHOLE }],
  });
}

/** Draws the lines from min to max below the points. */
function ranges(chart, shown) {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = color("--pico-primary");
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  shown.forEach((each, index) => {
    const x = chart.valToPos(index, "x", true);
    ctx.moveTo(x, chart.valToPos(each.min, "y", true));
    ctx.lineTo(x, chart.valToPos(each.max, "y", true));
  });
  ctx.stroke();
  ctx.restore();
}

function draw(place, title, signal, data, options) {
  const frame = h("div", { class: "frame", role: "img", "aria-label": `Chart. ${title}` });
  place.append(h("figure", {}, h("figcaption", { class: "quiet small" }, title), frame));
  const chart = new uPlot({ width: frame.clientWidth || 320, height: HEIGHT, cursor: { y: false }, ...options }, data, frame);
  const resized = new ResizeObserver(() => chart.setSize({ width: frame.clientWidth, height: HEIGHT }));
  resized.observe(frame);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const redraw = () => chart.redraw();
  dark.addEventListener("change", redraw);
  signal.addEventListener("abort", () => {
    resized.disconnect();
    dark.removeEventListener("change", redraw);
    chart.destroy();
  });
}

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const axis = () => ({
  stroke: () => color("--pico-muted-color"),
  grid: { stroke: () => color("--pico-muted-border-color"), width: 1 },
  ticks: { stroke: () => color("--pico-muted-border-color"), width: 1 },
});
const short = (name = "") => (name.length > 14 ? `${name.slice(0, 13)}…` : name);
