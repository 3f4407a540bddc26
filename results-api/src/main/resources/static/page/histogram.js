/** The number of bars at least and at most. */
const FEW = 10;
const MANY = 40;
/** What lies further from the inner 98 % of the values than this times their range isn't shown. */
const TAILS = 0.5;

/**
 * The shares of values between edges, estimated from the 0th to the 100th percentile of each series.
 *
 * @param count of the values of a series: of few there are fewer bars, by Rice's rule
 * @returns the edges, the percentages of each series, and whether values lie outside
 */
export function histogram(distributions, count = Infinity) {
  const [from, to] = range(distributions);
  const bars = Math.max(FEW, Math.min(MANY, Math.round(2 * Math.cbrt(count))));
  const edges = Array.from({ length: bars + 1 }, (_, index) => from + ((to - from) * index) / bars);
  const shares = distributions.map((values) => {
    const below = edges.map((edge, index) => (index === 0 ? shareBelow(values, edge) : shareUpTo(values, edge)));
    return below.slice(1).map((share, index) => share - below[index]);
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

/** The percentage of values that are at most this one. */
function shareUpTo(values, value) {
  const above = values.findIndex((each) => each > value);
  if (above <= 0) {
    return above === 0 ? 0 : 100;
  }
  return above - 1 + (value - values[above - 1]) / (values[above] - values[above - 1]);
}

/** The percentage of values that are less than this one. */
function shareBelow(values, value) {
  const first = values.findIndex((each) => each >= value);
  if (first <= 0) {
    return first === 0 ? 0 : 100;
  }
  return first - 1 + (value - values[first - 1]) / (values[first] - values[first - 1]);
}
