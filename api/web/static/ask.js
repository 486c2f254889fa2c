// Asks a question and follows its answer: events in, the live view out, and at the end the very page that the server
// keeps for this answer. Knows nothing of what the view looks like.

import { LiveView, finish } from "./live.js";
import { messages } from "./sse.js";

let running = null; // the one question that is being answered, as its AbortController
let shown = location.pathname;

export async function ask(request) {
  running?.abort();
  const mine = (running = new AbortController());
  // One step in the history per question: Back leads to where it was asked.
  history.pushState(null, "", "/");
  shown = "/";
  const view = new LiveView(request.question, () => mine.abort());
  try {
    await follow(await send(request, mine.signal), view);
  } catch (error) {
    if (running !== mine) return; // another question took its place
    if (mine.signal.aborted) view.stopped();
    else view.failed(error);
  } finally {
    if (running === mine) running = null;
  }
}

// Back or forward, away from what is shown: load what the address says. Jumps within a page come here as well.
export function leave() {
  if (location.pathname === shown && (!running || location.hash)) return;
  running?.abort();
  location.reload();
}

async function send(request, signal) {
  const response = await fetch("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(request),
    signal,
  });
  if (response.ok) return response.body;
  throw (await response.json()).error;
}

async function follow(body, view) {
  for await (const { type, data } of messages(body)) {
    if (type === "error") throw data.error;
    if (type === "done") return show(data);
    view.take(type, data);
  }
  throw { message: "The server stopped before the answer was complete.", hint: "Ask once more." };
}

// The stored page takes the place of the live view, so that both ways of asking end in exactly the same elements. The
// browser parses it without running anything; no markup is ever made from strings here.
async function show(answer) {
  const address = `/answers/${encodeURIComponent(answer.id)}`;
  const page = await load(address);
  if (!page) return location.replace(address);
  history.replaceState(null, "", address);
  shown = location.pathname;
  document.title = page.title;
  finish(document.adoptNode(page.querySelector("main")), summary(answer));
}

function summary(answer) {
  if (answer.status === "abstained") return "Done. No answer.";
  const count = answer.claims.length;
  return `Done. ${count} ${count === 1 ? "claim" : "claims"}, checked against the words quoted.`;
}

function load(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => resolve(request.status === 200 ? request.response : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}
