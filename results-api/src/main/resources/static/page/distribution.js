import { colorOf, dashOf, shadeOf } from "./colors.js";
import { level, upright } from "./figure.js";
import { figure as number } from "./format.js";
import { histogram } from "./histogram.js";
import uPlot from "./vendor/uPlot.esm.js";

/** Draws which share of the values of each profile, with its slot, lies where. */
export function drawDistribution(figure, profiles) {
  const { edges, shares, cut } = histogram(
    profiles,
    Math.min(...profiles.map((profile) => profile.count || Infinity)),
  );
  const title = `Distribution of the values${cut ? ", without the outermost" : ""}`;
  // The last edge closes the last bar.
  const data = [edges, ...shares.map((each) => [...each, each.at(-1)])];
  figure.draw(title, data, {
    scales: { x: { time: false, range: () => [edges[0], edges.at(-1)] }, y: { range: (_, __, most) => [0, 1.05 * (most || 1)] } },
    series: [
      { label: "values from", value: (_, value) => number(value) },
      ...profiles.map(({ name, slot }) => ({
        label: name,
        stroke: () => colorOf(slot),
        fill: () => shadeOf(slot),
        width: 2,
        dash: dashOf(slot),
        paths: uPlot.paths.stepped({ align: 1 }),
        points: { show: false },
        value: (_, value) => (value === null || value === undefined ? "" : `${value.toFixed(1)} %`),
      })),
    ],
    axes: [level(), { ...upright(), values: (_, ticks) => ticks.map((tick) => `${tick} %`) }],
  });
}
