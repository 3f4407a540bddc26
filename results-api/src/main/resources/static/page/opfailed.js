import { get } from "./api.js";
import { Deletion } from "./deletion.js";
import { h, table } from "./dom.js";
import { time } from "./format.js";
import { clientName } from "./opclients.js";
import { section } from "./section.js";

const SHOWN = 20;

/** The newest failed files, with reasons, and what can be done about them. */
export function failedPart(main, signal) {
  const deletion = new Deletion();
  const refresh = section(main, {
    id: "failed",
    title: "Failed files",
    words:
      "Nothing of a failed file is counted. Sluice can't try it again by itself: who sent the file sends it once more, " +
      "corrected if the reason says so. It is not taken for the same content again. Rows of other files that were " +
      "invalid are on the file's page, to be corrected and sent.",
    ask: (wanted) => get(`files?status=failed&limit=${SHOWN}`, wanted),
    render: ({ files, next_cursor: next, partial }) => [
      deletion.element,
      files.length ? table(columns(drop), files, { caption: "Failed files, newest first" }) : h("p", {}, "None."),
      next ? h("p", {}, h("a", { href: "./#/files?status=failed" }, "All failed files")) : null,
      partial ? h("p", { class: "bad" }, "Some files can't be shown at the moment.") : null,
    ],
    signal,
  });

  async function drop(file) {
    if (await deletion.of(file)) {
      refresh();
    }
  }
}

function columns(drop) {
  const name = (file) => file.filename ?? file.file_id;
  return [
    {
      title: "File",
      cell: (file) => [
        h("a", { href: `./#/files/${encodeURIComponent(file.file_id)}`, "data-of": `open ${file.file_id}` }, name(file)),
        h("div", { class: "quiet small" }, file.dataset),
      ],
    },
    { title: "Client", cell: (file) => clientName(file.client ?? "") },
    { title: "Sent", cell: (file) => time(file.upload_time) },
    { title: "Why it failed", cell: (file) => file.reason?.message ?? "" },
    {
      title: "",
      cell: (file) =>
        h(
          "button",
          {
            type: "button",
            class: "plain",
            "data-of": `delete ${file.file_id}`,
            "aria-label": `Delete ${name(file)}`,
            onclick: () => drop(file),
          },
          "Delete",
        ),
    },
  ];
}
