/** The number of bars at least and at most. */
const FEW = 10;
const MANY = 40;
/** What lies further from the inner 98 % of the values than this times their range isn't shown. */
const TAILS = 0.5;

/**
 * The shares of values between edges: counted where all values are known, otherwise estimated from percentiles.
 *
 * @param series of each its distribution, from the 0th to the 100th percentile, and all values or null
 * @param count of the values of a series: of few there are fewer bars, by Rice's rule
 * @returns the edges, the percentages of each series, and whether values lie outside
 */
export function histogram(series, count = Infinity) {
  const distributions = series.map((each) => each.distribution);
  const [from, to] = range(distributions);
  const bars = Math.max(FEW, Math.min(MANY, Math.round(2 * Math.cbrt(count))));
  const edges = Array.from({ length: bars + 1 }, (_, index) => from + ((to - from) * index) / bars);
  // Not by rounding just below it.
  edges[bars] = to;
  const shares = series.map(({ distribution, values }) => {
    const share = values ? counted(values) : estimated(distribution);
    const below = edges.map((edge, index) => share((value) => (index === 0 ? value < edge : value <= edge), edge));
    return below.slice(1).map((each, index) => each - below[index]);
  });
  return { edges, shares, cut: distributions.some((values) => values[0] < from || values.at(-1) > to) };
}

function range(distributions) {
  const from = Math.min(...distributions.map((values) => Math.max(values[0], values[1] - tail(values))));
  const to = Math.max(...distributions.map((values) => Math.min(values.at(-1), values.at(-2) + tail(values))));
  // All values may be equal; the bars have a width all the same.
  return from < to ? [from, to] : [from - (Math.abs(from) * 0.05 || 0.5), to + (Math.abs(to) * 0.05 || 0.5)];
}

const tail = (values) => TAILS * (values.at(-2) - values[1]);

/** Returns a function of the percentage of values that are below an edge. */
const counted = (values) => (isBelow) => {
  const above = values.findIndex((each) => !isBelow(each));
  return (100 * (above < 0 ? values.length : above)) / values.length;
};

/**
 * The same from percentiles. Between two of them values lie evenly, unless both are repeated: then values aren't in
 * between, but these two.
 */
const estimated = (percentiles) => (isBelow, edge) => {
  const above = percentiles.findIndex((each) => !isBelow(each));
  if (above <= 0) {
    return above === 0 ? 0 : 100;
  }
  const [lower, upper] = [percentiles[above - 1], percentiles[above]];
  const isStep = percentiles[above - 2] === lower && percentiles[above + 1] === upper;
  return above - 1 + (isStep ? 0 : (edge - lower) / (upper - lower));
};
