import { h } from "./dom.js";
import { count, seconds } from "./format.js";

/** All statuses, with their explanations. */
export const STATUSES = {
  pending: "waiting",
  processing: "being processed",
  processed: "done",
  partial: "done, with invalid rows",
  failed: "failed",
};

/** A file's status as a badge. */
export const badge = (file) =>
  h("span", { class: `badge ${file.status}`, title: STATUSES[file.status] ?? "" }, file.status);

/** Whose file it is; nothing where there are no keys. */
export const fromClient = (file) => (file.client && file.client !== "anonymous" ? `, from ${file.client}` : "");

/** The progress of a file: the share that is received, split and aggregated. */
export function stages(file) {
  const { progress } = file;
  const split = progress.chunks ? progress.chunks_split / progress.chunks : 0;
  const aggregated = progress.rows_split ? progress.rows_aggregated / progress.rows_split : 0;
  const done = !file.provisional;
  return h(
    "ol",
    { class: "stages" },
    stage("received", progress.closed || done ? 1 : 0.5, progress.closed || done ? "complete" : "receiving"),
    stage("split", done ? 1 : split, `${count(progress.rows_split)} rows`),
    stage("aggregated", done ? 1 : aggregated * split, `${count(progress.rows_aggregated)} rows`),
  );
}

/** The times of a file's stages, as text; the stages overlap, so it is the time that each one added. */
export function stageTimes(file) {
  const { received, split, aggregated } = file.stage_times ?? {};
  const words = [
    received === undefined ? null : `received in ${seconds(received)}`,
    split === undefined ? null : `split ${seconds(split)} later`,
    aggregated === undefined ? null : `aggregated ${seconds(aggregated)} later`,
  ].filter(Boolean);
  return words.length ? h("p", { class: "stage-times quiet small" }, words.join(", ")) : null;
}

function stage(name, share, words) {
  const percent = Math.round(100 * Math.min(1, share));
  return h(
    "li",
    { title: `${name}: ${words}` },
    h("span", {}, name),
    h("progress", { max: "100", value: String(percent), "aria-label": `${name}: ${words}` }),
  );
}
