import { get } from "./api.js";
import { h, table } from "./dom.js";
import { plural } from "./format.js";
import { section } from "./section.js";

const STAGES = {
  split: "Reading rows from files",
  combine: "Adding up rows",
  merge: "Updating results",
};

/** Where records are kept that no stage could use. */
const SET_ASIDE = /(^|\.)dead-letters$/;

/** Whether the work is done as fast as it arrives, and what was set aside. */
export function workPart(main, signal) {
  section(main, {
    id: "work",
    title: "Is the work being done?",
    words: "What was sent passes through three steps.",
    ask: async (wanted) => ({
      system: await get("system", wanted),
      // A file that lost a record is failed, and says so.
      failed: await get("files?status=failed&limit=100", wanted),
    }),
    render: ({ system, failed }) => [
      table(columns(), system.stages, { caption: "Steps, in their order" }),
      h("h3", {}, "Set aside"),
      ...setAside(system, failed),
    ],
    signal,
    pause: 3_000,
  });
}

function columns() {
  return [
    { title: "Step", cell: (stage) => STAGES[stage.name] ?? stage.name },
    { title: "Waiting", cell: (stage) => (stage.lag ? plural(stage.lag, "record") : "nothing") },
    {
      title: "State",
      cell: (stage) => {
        if (stage.members === 0) {
          return h("span", { class: "bad" }, "not running");
        }
        if (stage.standstills.length > 0) {
          return h("span", { class: "bad" }, `stopped at a record: ${stage.standstills[0].reason}`);
        }
        return stage.lag ? "working" : "up to date";
      },
    },
  ];
}

function setAside({ topics }, { files }) {
  const kept = topics.filter((topic) => SET_ASIDE.test(topic.name)).reduce((sum, topic) => sum + topic.records, 0);
  const hurt = files.filter((file) => file.reason?.code === "quarantined").length;
  if (kept === 0 && hurt === 0) {
    return [h("p", {}, "No record had to be set aside.")];
  }
  return [
    h(
      "p",
      { class: "bad" },
      `${plural(kept, "record")} could not be used, and ${kept === 1 ? "is" : "are"} kept aside. ` +
        (hurt ? `${plural(hurt, "file")} of those that failed last lost one.` : ""),
    ),
    h(
      "p",
      { class: "quiet" },
      "Who runs Sluice can look at them and find the cause. A file that lost a record is sent again once the cause is " +
        "repaired.",
    ),
  ];
}
