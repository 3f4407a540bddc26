import { color } from "./colors.js";
import { axis, Figure, level, upright, WHOLE } from "./figure.js";
import { figure } from "./format.js";
import uPlot from "./vendor/uPlot.esm.js";

/** Beyond this number bars would be too narrow to see. */
const MOST = 400;

/** Draws the range from the minimum to the maximum of each series, with a point at the average; returns the figure. */
export function spread(place, file, series) {
  const shown = series.slice(0, MOST);
  const title = shown.length < series.length ? `The first ${MOST} series` : "Each series";
  const data = [
    shown.map((_, index) => index),
    shown.map((each) => each.min),
    shown.map((each) => each.max),
    shown.map((each) => each.avg),
  ];
  const names = ["min", "avg", "max"];
  const drawing = new Figure(file, "series", () => [
    ["series", ...names],
    ...shown.map((each) => [each.name, ...names.map((name) => each[name])]),
  ]);
  place.append(drawing.element);
  drawing.draw(`${title}: min, average and max`, data, {
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
      { ...axis(), space: 90, incrs: WHOLE, values: (_, ticks) => ticks.map((index) => cut(shown[index]?.name)) },
      upright(),
    ],
    hooks: { drawSeries: [(chart, index) => index === 3 && ranges(chart, shown)] },
  });
  return drawing;
}

/** Draws a histogram of the series' averages; returns the figure. */
export function averages(place, file, series) {
  const all = series.map((each) => each.avg);
  const least = Math.min(...all);
  const width = (Math.max(...all) - least) / 20 || 1;
  const counts = new Array(20).fill(0);
  for (const average of all) {
    counts[Math.min(19, Math.floor((average - least) / width))]++;
  }
  const drawing = new Figure(file, "averages", () => [
    ["from", "to", "series"],
    ...counts.map((number, index) => [least + width * index, least + width * (index + 1), number]),
  ]);
  place.append(drawing.element);
  drawing.draw("Distribution of averages", [counts.map((_, index) => least + width * (index + 0.5)), counts], {
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
    axes: [level(), { ...upright(), incrs: WHOLE }],
  });
  return drawing;
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

const cut = (name = "") => (name.length > 14 ? `${name.slice(0, 13)}…` : name);
