/** Creates an element. Null children are omitted; texts are never parsed as markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name in element && typeof value !== "string") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Creates an element of a drawing. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Creates a button. */
export const button = (title, action, kind = "secondary outline") =>
  h("button", { type: "button", class: kind, onclick: action }, title);

/** Creates a table with the columns {title, number, kind, sort, cell}; cell returns the content of a row's cell. */
export function table(columns, rows, { caption, sorted, onSort, rowAttributes } = {}) {
  const head = columns.map((column) =>
    h(
      "th",
      {
        scope: "col",
        class: column.number ? "number" : column.kind,
        "aria-sort": sorted && sorted.by === column.sort ? (sorted.down ? "descending" : "ascending") : null,
      },
      column.sort && onSort
        ? h("button", { type: "button", class: "sort", onclick: () => onSort(column.sort) }, column.title)
        : column.title,
    ),
  );
  const body = rows.map((row) =>
    h(
      "tr",
      rowAttributes ? rowAttributes(row) : {},
      columns.map((column) => h("td", { class: column.number ? "number" : column.kind }, column.cell(row))),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", { class: "quiet" }, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, body)),
  );
}

/** Asks for confirmation of an irreversible action. */
export function confirmed(question, action) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { "aria-label": question, onclose: () => resolve(dialog.returnValue === "yes") || dialog.remove() },
      h(
        "article",
        {},
        h("p", {}, question),
        h(
          "footer",
          {},
          h("button", { type: "button", class: "secondary", onclick: () => dialog.close("no") }, "Cancel"),
          h("button", { type: "button", class: "danger", onclick: () => dialog.close("yes") }, action),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
