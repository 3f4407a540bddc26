import { Problem } from "./api.js";
import { firstLines, isCompressed, isWhole } from "./beginning.js";
import { DocumentSaver } from "./documents.js";
import { button, h } from "./dom.js";
import { FieldsForm } from "./fields.js";
import { onRemembered, recall, remember } from "./memory.js";
import { OptionsForm } from "./options.js";
import { merged, words } from "./parameters.js";
import { Proposer } from "./proposer.js";
import { asText, facts, isClean, isCsv, rows, validity } from "./report.js";
import { sending } from "./sending.js";
import { suggestions } from "./suggestions.js";
import { dryRun } from "./uploads.js";

/** How long typing must pause until the rows are tried again, in milliseconds. */
const TYPING = 400;
/** Why the first part of a file may be refused only because it is cut off. */
const CUT = ["unclosed-quote", "bad-gzip", "row-too-long"];
const LINES = 6;
const CHARACTERS = 160;
const or = new Intl.ListFormat("en", { type: "disjunction" });

/**
 * The card of a chosen file. A file whose first rows are all valid is uploaded; otherwise it shows what was found, and how
 * that changes with the parameters.
 *
 * @param dataset the name of the chosen one
 * @param datasets a promise of all
 * @param always whether to show the first rows of any file
 */
export function chosen(file, dataset, datasets, always) {
  return new Preview(file, dataset, datasets, always).card;
}

class Preview {
  #file;
  #datasets = [];
  #entry;
  #parameters = {};
  /** The header row as it was found first, which parameters are remembered for; null if there is none. */
  #header = null;
  #columns = [];
  #untouched = true;
  #trial = new AbortController();
  #ended = new AbortController();
  #typing;

  #dataset = h("select", { name: "dataset-of-file", onchange: () => this.#change(this.#dataset.value) });
  #fields = new FieldsForm(this.#dataset, (changed, typed) => this.#set(changed, typed));
  #options = new OptionsForm((changed, typed) => this.#set(changed, typed));
  #verdict = h("p", { class: "verdict", role: "status", tabindex: "-1" }, "Checking the first rows …");
  #note = h("p", { class: "quiet small" });
  #facts = h("div", { class: "small" });
  #notes = h("ul", { class: "notes", hidden: true });
  #suggested = h("div", { class: "suggested" });
  #form = h(
    "form",
    { hidden: true, onsubmit: (event) => event.preventDefault() },
    this.#fields.element,
    this.#options.element,
  );
  #rows = h("div");
  #upload = button("Upload it", () => this.#accept(), "");
  #clear = button("Start over", () => this.#take({}));
  #saver = new DocumentSaver();
  #proposer = new Proposer(
    () => this.#file,
    () => this.#parameters,
    () => this.#datasets,
    this.#ended.signal,
  );
  #again = button("Try again", () => this.#begin(true, this.#parameters));
  #buttons = h(
    "div",
    { class: "buttons" },
    this.#upload,
    this.#again,
    this.#clear,
    this.#saver.button,
    this.#proposer.button,
    button("Remove", () => this.#remove()),
  );
  card;

  /** @param parameters to begin with, if any */
  constructor(file, dataset, datasets, always, parameters = {}) {
    this.#file = file;
    this.card = h(
      "article",
      { class: "trial", "data-file": file.name },
      h("h2", {}, file.name),
      this.#verdict,
      this.#note,
      this.#facts,
      this.#notes,
      this.#suggested,
      this.#form,
      this.#rows,
      this.#buttons,
      this.#saver.note,
      this.#proposer.element,
    );
    this.#buttons.hidden = true;
    onRemembered(() => this.#learn(), this.#ended.signal);
    this.#start(dataset, datasets, always, parameters);
  }

  async #start(dataset, datasets, always, parameters) {
    this.#datasets = await datasets;
    this.#entry = this.#datasets.find((each) => each.name === dataset) ?? this.#datasets[0];
    this.#dataset.append(
      ...this.#datasets.map((each) => h("option", { value: each.name }, each.title || each.name)),
    );
    await this.#begin(always, parameters);
  }

  /** Tries the file without parameters, which finds its header row; then with those given, or remembered for it. */
  async #begin(always, parameters = {}) {
    this.#parameters = parameters;
    this.#untouched = true;
    this.#note.textContent = "";
    const found = await this.#try({});
    if (!found) {
      return;
    }
    this.#header = headerOf(found);
    if (Object.keys(parameters).length > 0) {
      this.#take(parameters);
      return;
    }
    const remembered = recall(this.#entry.name, this.#header);
    if (!remembered && !always && found.report && isClean(found.report)) {
      this.#send();
      return;
    }
    if (remembered) {
      this.#take(remembered, "As last time for these columns");
    } else {
      await this.#show(found);
    }
  }

  /** Takes over what was remembered for another file with the same header row. */
  #learn() {
    const remembered = this.#untouched && recall(this.#entry?.name, this.#header);
    if (remembered && Object.keys(this.#parameters).length === 0) {
      this.#take(remembered, "As for the other file with these columns");
    }
  }

  #change(dataset) {
    this.#entry = this.#datasets.find((each) => each.name === dataset);
    this.#begin(true);
  }

  #set(changed, typed) {
    this.#untouched = false;
    this.#parameters = merged(this.#parameters, changed, this.#entry);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#tryAndShow(), typed ? TYPING : 0);
  }

  /** @param note where they are from */
  #take(parameters, note = "") {
    this.#untouched = note !== "";
    this.#parameters = parameters;
    this.#note.textContent = note;
    this.#fields.reset();
    if (this.#suggested.contains(document.activeElement) || this.#clear === document.activeElement) {
      // The button goes.
      this.#verdict.focus();
    }
    this.#tryAndShow();
  }

  async #tryAndShow() {
    const found = await this.#try();
    if (found) {
      await this.#show(found);
    }
  }

  /** Returns the report or the problem; nothing if a later trial has begun or there is no answer. */
  async #try(parameters = this.#parameters) {
    this.#trial.abort();
    const trial = new AbortController();
    this.#trial = trial;
    this.#verdict.setAttribute("aria-busy", "true");
    try {
      const report = await dryRun(this.#file, this.#entry.name, parameters, trial.signal);
      return trial.signal.aborted ? null : { report };
    } catch (failure) {
      if (trial.signal.aborted) {
        return null;
      }
      if (failure instanceof Problem && failure.status < 500 && failure.status !== 429) {
        return { problem: failure };
      }
      this.#fail(failure);
      return null;
    } finally {
      if (!trial.signal.aborted) {
        this.#verdict.removeAttribute("aria-busy");
      }
    }
  }

  /** There is no answer: nothing is known about the file. */
  #fail(failure) {
    this.card.dataset.state = "unknown";
    this.#say(failure.message, "bad");
    this.#upload.hidden = true;
    this.#again.hidden = false;
    this.#clear.hidden = true;
    this.#saver.hide();
    this.#proposer.button.hidden = true;
    this.#buttons.hidden = false;
  }

  async #show({ report, problem }) {
    const trial = this.#trial;
    const lines =
      problem && !isCompressed(this.#file)
        ? await firstLines(this.#file, this.#parameters.charset, LINES, CHARACTERS).catch(() => [])
        : [];
    if (trial !== this.#trial) {
      return;
    }
    this.card.dataset.state = problem ? "refused" : isClean(report) ? "valid" : "invalid";
    if (problem) {
      this.#say(refusal(problem, this.#entry), "bad");
    } else {
      this.#say(validity(report), report.reason ? "bad" : "");
    }
    this.#facts.replaceChildren(...(report ? [facts(report)] : []), ...said(this.#parameters));
    this.#notes.replaceChildren(...(report?.notes ?? []).map((note) => h("li", {}, note)));
    this.#notes.hidden = this.#notes.childElementCount === 0;
    this.#suggested.replaceChildren(
      ...suggestions((report ?? problem.problem).suggestions, this.#parameters, this.#entry, (taken) => this.#take(taken)),
    );
    this.#dataset.value = this.#entry.name;
    this.#showParameters(report, problem);
    this.#rows.replaceChildren(...(report ? rows(report) : lines.length ? [asText(lines)] : []));
    this.#form.hidden = false;
    this.#upload.hidden = Boolean(problem) && !(CUT.includes(problem.code) && !isWhole(this.#file));
    this.#upload.textContent = problem ? "Upload it all the same" : "Upload it";
    this.#again.hidden = true;
    this.#clear.hidden = Object.keys(this.#parameters).length === 0;
    if (problem || this.#clear.hidden) {
      this.#saver.hide();
    } else {
      this.#saver.show(this.#file.name, this.#entry, this.#datasets, this.#columns, this.#parameters);
    }
    this.#proposer.button.hidden = report ? report.valid_rows > 0 || !isCsv(report) : problem.code === "wrong-format";
    this.#buttons.hidden = false;
  }

  #showParameters(report, problem) {
    this.#options.element.hidden = Boolean(report) && !isCsv(report);
    if (this.#options.element.hidden) {
      this.#fields.showDataset();
      return;
    }
    // Options that are typed may be refused before the header row is read.
    this.#columns = report?.columns.map((column) => column.name) ?? problem.problem.found ?? this.#columns;
    this.#fields.show(
      this.#entry,
      this.#columns,
      this.#parameters,
      report ? columnsByField(report) : null,
      problem?.code === "missing-column" ? (problem.problem.missing ?? []) : [],
    );
    // Without columns there is nothing else that could help.
    this.#options.show(this.#parameters, this.#columns.length === 0);
  }

  #say(text, kind) {
    this.#verdict.className = `verdict ${kind}`;
    this.#verdict.replaceChildren(...[text].flat());
  }

  #accept() {
    remember(this.#entry.name, this.#header, this.#parameters);
    this.#send();
  }

  #send() {
    const hadFocus = this.card.contains(document.activeElement);
    const again = () => {
      const preview = new Preview(this.#file, this.#entry.name, this.#datasets, true, this.#parameters);
      card.replaceWith(preview.card);
    };
    const card = sending(this.#file, this.#entry.name, this.#parameters, again);
    this.card.replaceWith(card);
    if (hadFocus) {
      card.focus();
    }
    this.#end();
  }

  #remove() {
    this.#end();
    document.querySelector("#picker")?.focus();
  }

  #end() {
    this.#trial.abort();
    this.#ended.abort();
    clearTimeout(this.#typing);
    this.card.remove();
  }
}

/** The names in the header row, or null if the file has none. */
function headerOf({ report, problem }) {
  if (report) {
    return report.header ? report.columns.map((column) => column.name) : null;
  }
  return problem.problem.found ?? null;
}

function columnsByField(report) {
  const found = {};
  for (const { name, field } of report.columns) {
    if (field) {
      (found[field] ??= []).push(name);
    }
  }
  return found;
}

function refusal(problem, entry) {
  const { missing = [], found = [] } = problem.problem;
  if (problem.code !== "missing-column" || missing.length === 0 || found.length < 2) {
    return problem.message;
  }
  const columns = missing.length > 1 ? "the columns" : "the column";
  const group = entry.group_by.find((field) => missing.includes(field));
  const others = group ? `, for ${group} also “same in all rows”, or “one ${entry.measure} per column”` : "";
  return `No column is named ${or.format(missing)}. Choose ${columns} below${others}.`;
}

/** The parameters, to be copied. */
const said = (parameters) =>
  Object.keys(parameters).length ? [h("p", {}, "Parameters: ", h("code", {}, words(parameters)))] : [];
