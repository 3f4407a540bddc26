import { follow, get, Problem, Unreachable, uploadUrl } from "./api.js";
import { h } from "./dom.js";
import { count, plural } from "./format.js";

/** Display names of the components of /health. */
const PARTS = {
  gateway: "gateway",
  splitter: "splitter",
  aggregator: "aggregator",
  results: "results",
};

/** Shows the health of the system in the footer, until the signal is aborted. */
export function showSystem(strip, signal) {
  follow(
    async (signal) => ({ ...(await health(signal)), ...(await work(signal)) }),
    (found) => render(strip, found),
    (failure) => (needsKey(failure) ? clear(strip) : render(strip, { status: "DOWN", components: {}, failure })),
    signal,
    3000,
  );
}

const needsKey = (failure) => failure instanceof Problem && failure.status === 401;

function clear(strip) {
  delete strip.dataset.words;
  delete strip.dataset.state;
  strip.replaceChildren();
}

/** The URL of the gateway, once it is known. */
let gateway;

/** The health of this page's server, and of the gateway if that is another server. */
async function health(signal) {
  const [own, elsewhere] = await Promise.all([ownHealth(signal), gatewayHealth(signal)]);
  return { ...own, components: { ...elsewhere, ...own.components } };
}

/** Whether this person may see the details. Asked once: each refusal is in the audit log. */
let detailed = true;

addEventListener("signedin", () => {
  detailed = true;
});

/** Without the right to see the details, only whether the server is ready. */
async function ownHealth(signal) {
  if (detailed) {
    try {
      return await healthOf("health", signal);
    } catch (failure) {
      if (!isForbidden(failure)) {
        throw failure;
      }
      detailed = false;
    }
  }
  await get("readyz", signal);
  return { components: {} };
}

const isForbidden = (failure) => failure instanceof Problem && failure.status === 403;

async function gatewayHealth(signal) {
  gateway ??= await uploadUrl();
  if (!gateway || !detailed) {
    return {};
  }
  try {
    return { gateway: (await healthOf(`${gateway}/health`, signal)).components.gateway };
  } catch (failure) {
    if (isForbidden(failure)) {
      detailed = false;
      return {};
    }
    if (failure instanceof Problem || failure instanceof Unreachable) {
      return { gateway: { status: "DOWN", details: { error: "does not answer" } } };
    }
    throw failure;
  }
}

/** An unhealthy service responds with 503, which is a valid answer here. */
async function healthOf(path, signal) {
  try {
    return await get(path, signal);
  } catch (failure) {
    if (failure instanceof Problem && failure.problem.status && failure.problem.components) {
      return failure.problem;
    }
    throw failure;
  }
}

/** The lag of each stage, or why it is unknown. */
async function work(signal) {
  try {
    const { brokers, stages } = await get("system", signal);
    return { brokers, stages };
  } catch (failure) {
    if (failure instanceof Problem) {
      return { brokers: [], stages: [], silence: failure.message };
    }
    throw failure;
  }
}

function render(strip, found) {
  const parts = Object.entries(PARTS).filter(([name]) => name in found.components);
  const down = parts.filter(([name]) => found.components[name].status !== "UP");
  const troubles = [
    ...down.map(([name, title]) => title + reason(found.components[name])),
    ...(found.silence ? [found.silence] : []),
    ...(found.stages ?? []).filter((stage) => !stage.members).map((stage) => `no instance runs ${stage.name}`),
    ...(found.stages ?? []).flatMap((stage) => (stage.standstills ?? []).map((at) => standing(stage, at))),
  ];
  const words = found.failure
    ? `${found.failure.message}. Retrying …`
    : troubles.length
      ? `Down: ${troubles.join("; ")}`
      : "All systems up";
  const state = found.failure || troubles.length ? "down" : "up";
  if (strip.dataset.words !== words) {
    strip.dataset.words = words;
    strip.dataset.state = state;
    strip.replaceChildren(
      h("span", { class: `dot ${state}`, "aria-hidden": "true" }),
      h("span", { class: "words" }, words),
      h("span", { class: "parts quiet" }, state === "down" ? "" : parts.map(([, title]) => title).join(" · ")),
      h("span", { class: "lag quiet" }),
      h("time", { class: "quiet" }),
    );
  }
  strip.querySelector(".lag").textContent = found.stages?.length
    ? `${plural(found.brokers.length, "broker")} · lag: ${found.stages.map((stage) => `${stage.name} ${count(stage.lag)}`).join(", ")}`
    : "";
  strip.querySelector("time").textContent = `as of ${new Date().toLocaleTimeString()}`;
}

function standing(stage, at) {
  return `${stage.name} is stalled at ${at.topic}-${at.partition}, offset ${at.offset}: ${at.reason}`;
}

function reason(component) {
  const details = Object.values(component.details ?? {}).filter((each) => typeof each === "string");
  return details.length ? ` (${details.join(", ")})` : "";
}
