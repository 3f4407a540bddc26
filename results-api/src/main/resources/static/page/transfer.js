import { problemOf, Unreachable } from "./api.js";
import { askForKey, ready, sign } from "./key.js";

/**
 * Sends a body, with progress, which fetch doesn't report. Returns the finished request.
 *
 * @param sent receives the number of bytes sent
 * @param silence the milliseconds without progress and answer after which the connection counts as broken; 0 for none
 * @throws Problem if the server refuses it; Unreachable; the reason of the signal
 */
export async function transfer(method, url, headers, body, sent, signal, silence = 0) {
  const request = new XMLHttpRequest();
  let timer;
  const listen = () => {
    clearTimeout(timer);
    timer = silence ? setTimeout(() => request.abort(), silence) : undefined;
  };
  const abort = () => request.abort();
  await ready();
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    sign(request);
    request.upload.addEventListener("progress", (event) => {
      listen();
      sent(event.loaded);
    });
    request.addEventListener("load", () => {
      if (request.status === 401) {
        askForKey();
      }
      if (request.status >= 200 && request.status < 300) {
        resolve(request);
      } else {
        reject(problemOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      }
    });
    request.addEventListener("error", () => reject(new Unreachable()));
    request.addEventListener("abort", () => reject(signal.aborted ? signal.reason : new Unreachable()));
    signal.addEventListener("abort", abort);
    listen();
    request.send(body);
  }).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  });
}
