import { colorOf, dashOf, shadeOf } from "./colors.js";
import { axis, upright } from "./figure.js";
import { columns, isolated, span } from "./profile.js";
import uPlot from "./vendor/uPlot.esm.js";

/** Up to this number of points each has a dot. */
const DOTS = 48;
const DAY = "{YYYY}-{MM}-{DD}";
/** Labels of the axis of time for steps of at least these seconds, with what is added where the day or the year changes. */
const LABELS = [
  [365 * 86_400, "{YYYY}", null, null, null, null, null, null, 1],
  [28 * 86_400, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [86_400, "{MM}-{DD}", "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", `\n${DAY}`, null, `\n${DAY}`, null, null, null, 1],
  [1, ":{ss}", `\n${DAY} {HH}:{mm}`, null, `\n${DAY} {HH}:{mm}`, null, "\n{HH}:{mm}", null, 1],
  [0.001, ":{ss}.{fff}", `\n${DAY} {HH}:{mm}`, null, `\n${DAY} {HH}:{mm}`, null, "\n{HH}:{mm}", null, 1],
];

/**
 * Draws a line of averages in a band from minimum to maximum for each profile, with its slot.
 *
 * @param figure to draw in
 * @param apart whether each has a vertical scale for itself; then there is no axis for it
 * @param onPointer receives the time under the pointer
 * @param onZoom receives the times from and to which the chart now shows
 */
export function drawTime(figure, title, profiles, apart, onPointer, onZoom) {
  const data = uPlot.join(
    profiles.map(columns),
    // Where there is nothing at a time of another series, a gap is a gap, and a line is a line.
    profiles.map(() => [0, 2, 2, 2]),
  );
  const { from, to } = span(profiles);
  const scaleOf = ({ slot }) => (apart ? `y${slot}` : "y");
  return figure.draw(title, data, {
    tzDate: (time) => uPlot.tzDate(new Date(1000 * time), "Etc/UTC"),
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false, dist: 5 }, points: { size: 9 } },
    scales: { x: { time: true, range: (_, min, max) => [min ?? from, max ?? to] } },
    series: [{}, ...profiles.flatMap((profile) => lines(profile, scaleOf(profile), dotted(data[0], profile)))],
    bands: profiles.map(({ slot }, index) => ({ series: [3 * index + 3, 3 * index + 2], fill: () => shadeOf(slot) })),
    axes: [{ ...axis(), space: 70, values: LABELS }, ...(apart ? [] : [upright()])],
    hooks: {
      drawSeries: [(chart, index) => index > 0 && index % 3 === 1 && bars(chart, profiles[(index - 1) / 3], scaleOf)],
      setCursor: [({ cursor, posToVal }) => cursor.left >= 0 && onPointer(posToVal(cursor.left, "x"))],
      setScale: [(chart, key) => key === "x" && onZoom(chart.scales.x.min, chart.scales.x.max)],
    },
  });
}

/** The line of averages, then both borders of the band. */
function lines({ slot }, scale, dots) {
  const border = { scale, stroke: "transparent", points: { show: false } };
  return [
    {
      scale,
      stroke: () => colorOf(slot),
      width: 2,
      dash: dashOf(slot),
      points: { show: true, size: 6, stroke: () => colorOf(slot), fill: () => colorOf(slot), filter: () => dots },
    },
    border,
    border,
  ];
}

/** The indexes of the points with a dot: all of a few, else those that no line leads to. */
function dotted(times, profile) {
  const dots = profile.points.length <= DOTS ? profile.points : isolated(profile);
  const wanted = new Set(dots.map((point) => point.at));
  return times.flatMap((time, index) => (wanted.has(time) ? [index] : []));
}

/** From minimum to maximum of the points that have no band, as it has no width there. */
function bars(chart, profile, scaleOf) {
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chart.bbox.left, chart.bbox.top, chart.bbox.width, chart.bbox.height);
  ctx.clip();
  ctx.strokeStyle = shadeOf(profile.slot);
  ctx.lineWidth = 6 * devicePixelRatio;
  ctx.beginPath();
  for (const point of isolated(profile)) {
    const x = chart.valToPos(point.at, "x", true);
    ctx.moveTo(x, chart.valToPos(point.min, scaleOf(profile), true));
    ctx.lineTo(x, chart.valToPos(point.max, scaleOf(profile), true));
  }
  ctx.stroke();
  ctx.restore();
}

/** What the lines are called, for a saved picture. */
export const keys = (profiles) =>
  profiles.map(({ name, slot }) => ({ title: name, color: colorOf(slot), dash: dashOf(slot) }));
