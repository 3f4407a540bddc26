import { h } from "./dom.js";
import { items, record } from "./parameters.js";

/** The number of columns that can be ignored on the page. */
const IGNORABLE = 1000;

const COLUMN = "column:";
const CONSTANT = "constant";

/** A select for each field of the dataset: which column it is in, or its value in all rows; and what to ignore. */
export class FieldsForm {
  #fields = h("div", { class: "fields" });
  #ignored = h("details");
  element = h("div", {}, this.#fields, this.#ignored);
  #dataset;
  #onChange;
  #shape = "";
  #controls = [];
  /** The fields for which a constant is to be entered. */
  #constants = new Set();

  /**
   * @param dataset the control that says which dataset it is
   * @param onChange receives changed parameters, an empty text for each removed one, and whether they are being typed
   */
  constructor(dataset, onChange) {
    this.#dataset = h("label", {}, "Dataset", dataset);
    this.#onChange = onChange;
  }

  /**
   * Shows the parameters. The controls are replaced only where the columns are others, so that they keep the focus.
   *
   * @param entry of the dataset
   * @param columns the names of the file's columns
   * @param found by field the names of its columns; null while that isn't known
   * @param missing the fields without a column
   */
  show(entry, columns, parameters, found, missing) {
    const shape = JSON.stringify([entry.name, columns]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      const focused = this.element.contains(document.activeElement) ? document.activeElement.name : null;
      this.#build(entry, [...new Set(columns)].filter((name) => name !== ""));
      if (focused) {
        this.element.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
      }
    }
    for (const control of this.#controls) {
      control(parameters, found, missing);
    }
  }

  /** Shows only which dataset it is: JSON has no columns. */
  showDataset() {
    this.#shape = "";
    this.#controls = [];
    this.#fields.replaceChildren(this.#dataset);
    this.#ignored.hidden = true;
  }

  /** Forgets what was begun. */
  reset() {
    this.#constants.clear();
  }

  #build(entry, columns) {
    this.#controls = [];
    this.reset();
    const parts = [
      this.#dataset,
      entry.group_by.length === 1 ? this.#layout(entry) : null,
      ...entry.fields.map((field) => this.#field(entry, field, columns)),
    ];
    this.#fields.replaceChildren(...parts.filter(Boolean));
    this.#buildIgnored(columns);
  }

  #layout(entry) {
    const select = h(
      "select",
      { name: "layout", onchange: () => this.#onChange({ layout: select.value }) },
      h("option", { value: "" }, `one ${entry.measure}`),
      h("option", { value: "wide" }, `one ${entry.measure} per column`),
    );
    this.#controls.push((parameters) => {
      select.value = parameters.layout === "wide" ? "wide" : "";
    });
    return h("label", {}, "Each row holds", select);
  }

  #field(entry, field, columns) {
    const [map, set] = [`map.${field.name}`, `set.${field.name}`];
    const byName = h("option", { value: "" });
    const select = choice(map, byName, columns);
    const settable = field.name !== entry.measure && field.name !== entry.time;
    if (settable) {
      select.append(h("option", { value: CONSTANT }, "same in all rows …"));
    }
    const second = choice(`${map}.2`, h("option", { value: "" }, "and no other column"), columns);
    second.setAttribute("aria-label", `Second column of ${field.name}`);
    const constant = h("input", {
      name: set,
      "aria-label": `${field.name} in all rows`,
      placeholder: "value in all rows",
      autocomplete: "off",
      oninput: () => this.#onChange({ [set]: constant.value }, true),
    });
    const box = h("div", {}, h("label", {}, `${field.name} (${field.type})`, select), second, constant);
    const arrange = () => {
      second.hidden = field.type !== "datetime" || !select.value.startsWith(COLUMN);
      constant.hidden = select.value !== CONSTANT;
    };
    const choose = () => {
      arrange();
      this.#constants[constant.hidden ? "delete" : "add"](field.name);
      const names = [select, ...(second.hidden ? [] : [second])].filter((each) => each.value.startsWith(COLUMN)).map(nameIn);
      this.#onChange({
        [map]: names.length > 1 ? record(names) : (names[0] ?? ""),
        [set]: constant.hidden ? "" : constant.value,
      });
    };
    select.addEventListener("change", choose);
    second.addEventListener("change", choose);
    this.#controls.push((parameters, found, missing) => {
      const [first, other] = columnsOf(parameters[map], columns).map((name) => COLUMN + name);
      const lacks = missing.includes(field.name);
      byName.textContent = lacks
        ? "choose a column …"
        : map in parameters || set in parameters || !found
          ? "by its name"
          : (found[field.name]?.join(", ") ?? "none");
      pick(select, settable && (set in parameters || this.#constants.has(field.name)) ? CONSTANT : (first ?? ""));
      pick(second, other ?? "");
      if (document.activeElement !== constant) {
        constant.value = parameters[set] ?? "";
      }
      arrange();
      if (lacks) {
        select.setAttribute("aria-invalid", "true");
      } else {
        select.removeAttribute("aria-invalid");
      }
      box.hidden = parameters.layout === "wide" && [...entry.group_by, entry.measure].includes(field.name);
    });
    return box;
  }

  #buildIgnored(columns) {
    const boxes = columns
      .slice(0, IGNORABLE)
      .map((name) => h("input", { type: "checkbox", name: "ignore", value: name }));
    const summary = h("summary");
    this.#controls.push((parameters) => {
      const names = parameters.ignore ? items(parameters.ignore) : [];
      for (const box of boxes) {
        box.checked = names.includes(box.value);
      }
      summary.textContent = `Ignored columns: ${names.length ? names.join(", ") : "none"}`;
    });
    const choose = () => {
      this.#onChange({ ignore: record(boxes.filter((box) => box.checked).map((box) => box.value)) });
    };
    this.#ignored.hidden = boxes.length === 0;
    this.#ignored.replaceChildren(
      summary,
      h(
        "fieldset",
        { class: "columns", onchange: choose },
        h("legend", { class: "quiet small" }, "Columns that hold nothing of interest"),
        boxes.map((box) => h("label", {}, box, box.value)),
      ),
    );
  }
}

/** A select of columns. */
const choice = (name, first, columns) =>
  h("select", { name }, first, columns.map((column) => h("option", { value: COLUMN + column }, column)));

const nameIn = (select) => select.value.slice(COLUMN.length);

/** Selects a value, also one that isn't offered: a column that the file doesn't have. */
function pick(select, value) {
  select.value = value;
  if (select.value !== value) {
    select.append(h("option", { value }, `${value.slice(COLUMN.length)} (not in the file)`));
    select.value = value;
  }
}

/** The columns that a mapping names; a text that is a column's name is that column, even if it looks like a list. */
function columnsOf(text, columns) {
  return text === undefined ? [] : columns.includes(text) ? [text] : items(text);
}
