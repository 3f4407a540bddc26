import { h } from "./dom.js";

/** What can be said about how a file is written, in the order of the form. */
const OPTIONS = [
  { name: "skip", title: "Lines before the header row", type: "number", max: "10000" },
  { name: "skip_after_header", title: "Rows between header row and first row", type: "number", max: "100" },
  { name: "comment", title: "Lines of comment begin with", hint: "such as #", length: 1 },
  {
    name: "header",
    title: "Header row",
    values: { "": "detected", present: "present", absent: "absent" },
  },
  {
    name: "delimiter",
    title: "Delimiter",
    values: {
      "": "detected",
      ",": "comma",
      ";": "semicolon",
      tab: "tab",
      "|": "vertical bar",
      " ": "space",
      ":": "colon",
      "^": "caret",
      "~": "tilde",
    },
  },
  {
    name: "charset",
    title: "Encoding",
    hint: "detected",
    among: ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-1", "windows-1250", "windows-1251", "Shift_JIS", "GBK"],
  },
  {
    name: "decimal",
    title: "Decimal character",
    values: { "": "as the dataset has it", ".": "point: 21.5", ",": "comma: 21,5" },
  },
  {
    name: "group",
    title: "Thousands are grouped by",
    values: {
      "": "as the dataset has it",
      ".": "point: 1.234",
      ",": "comma: 1,234",
      " ": "space: 1 234",
      "\u00a0": "no-break space",
      "'": "apostrophe: 1'234",
    },
  },
  { name: "unit", title: "Units behind numbers", hint: "such as °C,%" },
  {
    name: "time_format",
    title: "Dates and times",
    hint: "such as %d.%m.%Y %H:%M",
    among: ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%y %I:%M:%S %p", "serial"],
  },
  { name: "zone", title: "Zone of times without one", hint: "such as Europe/Berlin", among: zones },
  { name: "missing", title: "Cells without a value", hint: "such as NA,-999" },
];

/** How the file is written: a disclosure of the options. */
export class OptionsForm {
  #summary = h("summary");
  #controls;
  element;

  /** @param onChange receives a changed parameter, an empty text for a removed one, and whether it is being typed */
  constructor(onChange) {
    this.#controls = OPTIONS.map((option) => [option, control(option, onChange)]);
    this.element = h(
      "details",
      {},
      this.#summary,
      h(
        "div",
        { class: "fields" },
        this.#controls.map(([option, input]) => h("label", {}, option.title, input, suggested(option, input))),
      ),
    );
  }

  /** Shows the parameters, and unfolds the options if asked to. */
  show(parameters, unfolded) {
    this.element.open ||= unfolded;
    const set = this.#controls
      .filter(([option]) => option.name in parameters)
      .map(([option]) => `${option.name}=${parameters[option.name]}`);
    this.#summary.textContent = `How the file is written: ${set.length ? set.join("  ") : "as detected"}`;
    for (const [option, input] of this.#controls) {
      const value = parameters[option.name] ?? "";
      if (option.values) {
        if (value && !(value in option.values) && ![...input.options].some((each) => each.value === value)) {
          input.append(h("option", { value }, value));
        }
        input.value = value;
      } else if (document.activeElement !== input) {
        input.value = value;
      }
    }
  }
}

function control(option, onChange) {
  if (option.values) {
    const select = h(
      "select",
      { name: option.name, onchange: () => onChange({ [option.name]: select.value }) },
      Object.entries(option.values).map(([value, title]) => h("option", { value }, title)),
    );
    return select;
  }
  const input = h("input", {
    name: option.name,
    type: option.type ?? "text",
    min: option.type && "0",
    max: option.max,
    maxlength: option.length && String(option.length),
    placeholder: option.hint ?? "0",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => onChange({ [option.name]: input.value === "0" ? "" : input.value }, true),
  });
  return input;
}

let lists = 0;

/** What a text input offers to choose from. */
function suggested({ among }, input) {
  if (!among) {
    return null;
  }
  const id = `list-${++lists}`;
  input.setAttribute("list", id);
  return h("datalist", { id }, (typeof among === "function" ? among() : among).map((value) => h("option", { value })));
}

function zones() {
  return Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : ["Europe/Berlin", "Europe/London", "America/New_York"];
}
