/**
 * The time profile of a series, as it is drawn. All times are seconds since the epoch.
 *
 * A point is {from, to, at, count, min, avg, max}; `at` is its middle. Runs are points without a gap between them. A
 * gap is more than one and a half times as long as three quarters of the distances between neighbours: the intervals of a
 * profile may be much shorter than the time from one row to the next.
 */
const GAP = 1.5;
const USUAL = 0.75;

/** Reads the document of a profile. */
export function profileOf(document) {
  const width = document.interval_seconds ?? 0;
  const points = document.points.map(({ start, count, min, avg, max }) => {
    const from = Date.parse(start) / 1000;
    return { from, to: from + width, at: from + width / 2, count, min, avg, max };
  });
  return {
    name: document.series,
    width,
    points,
    runs: runs(points, width),
    /** The number of values; 0 if it isn't known. */
    count: points.reduce((sum, point) => sum + point.count, 0),
    distribution: document.distribution ?? null,
    /** All values in ascending order, if there are few. */
    values: document.values ?? null,
  };
}

function runs(points, width) {
  const distances = points.slice(1).map((point, index) => point.from - points[index].from);
  const usual = [...distances].sort((a, b) => a - b)[Math.floor(USUAL * (distances.length - 1))] ?? 0;
  const longest = GAP * Math.max(usual, width);
  const found = [];
  points.forEach((point, index) => {
    if (index === 0 || distances[index - 1] > longest) {
      found.push([]);
    }
    found.at(-1).push(point);
  });
  return found;
}

/** The time from the first to the last of several profiles, or null if there are no points. */
export function span(profiles) {
  const kept = profiles.filter((profile) => profile.points.length > 0);
  return kept.length === 0
    ? null
    : {
        from: Math.min(...kept.map((profile) => profile.points[0].from)),
        to: Math.max(...kept.map((profile) => profile.points.at(-1).to)),
      };
}

/** The points as columns of times, averages, minima and maxima; a gap is a row of nulls in its middle. */
export function columns(profile) {
  const rows = profile.runs.flatMap((run, index) => {
    const rows = run.map((point) => [point.at, point.avg, point.min, point.max]);
    const before = profile.runs[index - 1]?.at(-1);
    return before ? [[(before.at + run[0].at) / 2, null, null, null], ...rows] : rows;
  });
  return [0, 1, 2, 3].map((column) => rows.map((row) => row[column]));
}

/** The times of the points that no line leads to. */
export const isolated = (profile) => profile.runs.filter((run) => run.length === 1).map(([point]) => point);

/** The point nearest to a time; null in a gap, before the first and behind the last point. */
export function pointAt(profile, time) {
  const run = profile.runs.find((run) => run[0].from <= time && time <= Math.max(run.at(-1).to, run.at(-1).from));
  return run ? run.reduce((best, point) => (Math.abs(point.at - time) < Math.abs(best.at - time) ? point : best)) : null;
}
