import { button, h } from "./dom.js";
import { plural } from "./format.js";
import { withSuggestion, words } from "./parameters.js";

const MOST = 20;

/**
 * What the server suggests, each to be taken by a click.
 *
 * @param all from the report or the problem, in an order in which they build upon each other
 * @param entry of the dataset
 * @param onTaken receives the parameters with the taken suggestions
 */
export function suggestions(all, parameters, entry, onTaken) {
  const usable = (Array.isArray(all) ? all : []).filter(isUsable).slice(0, MOST);
  if (usable.length === 0) {
    return [];
  }
  return [
    h("h3", {}, usable.length === 1 ? "Suggestion" : "Suggestions"),
    h(
      "ul",
      {},
      usable.map((each) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "secondary outline",
              "aria-label": `Take ${words(each.parameters)}`,
              onclick: () => onTaken(withSuggestion(parameters, each, entry)),
            },
            "Take",
          ),
          h("span", {}, h("code", {}, words(each.parameters)), " ", each.reason ?? "", " ", effect(each)),
        ),
      ),
    ),
    usable.length > 1
      ? button(
          "Take all",
          () => onTaken(usable.reduce((taken, each) => withSuggestion(taken, each, entry), parameters)),
          "",
        )
      : null,
  ].filter(Boolean);
}

const effect = (each) =>
  each.mended_rows > 0 ? h("span", { class: "good" }, `makes ${plural(each.mended_rows, "row")} valid`) : null;

const isUsable = (each) =>
  typeof each?.parameters === "object" &&
  each.parameters !== null &&
  Object.values(each.parameters).every((value) => typeof value === "string");
