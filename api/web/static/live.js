// The view of an answer that is still being made. Builds the elements of templates/answer.html and _parts.html from
// events, as elements and text only. Knows nothing of where events come from.

import { element, origin, contextHref } from "./build.js";

const NEAREST = 5; // quotations shown while waiting; the evidence of an answer may be longer

// The steps that rag/ask.py names.
const STEPS = {
  reading: "Reading the nearest sentences",
  checking: "Checking claims against the words quoted",
};

// How an article puts what a claim says, where the name alone would not tell a reader; as in templates/answer.html.
const HOW_PUT = { anticipated: "planned, expected or only possible" };

export class LiveView {
  constructor(question, stop) {
    this.claims = element("ol", { className: "claims" });
    this.heading = element("h1", { dir: "auto", tabIndex: -1 }, question);
    this.header = element("header", {}, this.heading, element("p", { className: "dateline" }, "Being answered"));
    this.nearest = element("section", { hidden: true });
    this.answer = element("article", { className: "answer" }, this.header, this.claims, this.nearest);
    this.main = document.getElementById("main");
    this.main.replaceChildren(this.answer);
    progress("Searching the articles …", stop);
    window.scrollTo(0, 0);
    this.heading.focus({ preventScroll: true });
  }

  take(type, data) {
    const handler = { question: this.readAs, evidence: this.near, status: this.step, claim: this.claim, citation: this.cite, disagreement: this.differ };
    handler[type]?.call(this, data);
  }

  readAs({ standalone_question: standalone }) {
    if (!standalone || standalone === this.heading.textContent) return;
    this.heading.after(element("p", { className: "read-as" }, "Read as: ", element("bdi", {}, standalone)));
  }

  near({ evidence }) {
    if (!evidence.length) return;
    this.nearest.hidden = false;
    this.nearest.replaceChildren(
      element("h2", { className: "section-title" }, "Nearest quotations — not an answer yet"),
      element("ol", { className: "nearest" }, ...evidence.slice(0, NEAREST).map(nearItem)),
    );
  }

  step({ step, done, of }) {
    say(`${STEPS[step] ?? step}${of ? ` (${done} of ${of})` : ""} …`);
  }

  claim({ claim, citations }) {
    this.quoted = { ...this.quoted, ...citations };
    const markers = element("span", { className: "markers" });
    const notes = [];
    if (claim.modality && claim.modality !== "stated") notes.push(element("span", {}, HOW_PUT[claim.modality] ?? claim.modality), " ");
    if (claim.scope) notes.push(element("span", {}, "for ", element("bdi", {}, claim.scope)), " ");
    notes.push(element("span", { className: "support" }, `support ${claim.support.toFixed(2)}`));
    this.claims.append(
      element(
        "li",
        { className: "claim arriving", id: claim.id },
        element("p", { className: "claim-line" }, element("span", { className: "claim-text", dir: "auto" }, claim.text), " ", markers),
        element("p", { className: "claim-notes" }, ...notes),
      ),
    );
    for (const number of claim.citations) markers.append(marker(claim.id, number, this.quoted[number], claim.context.includes(number)));
  }

  cite({ claim_id: claim, marker: number, citation, context }) {
    this.quoted = { ...this.quoted, [number]: citation };
    const markers = document.getElementById(claim)?.querySelector(".markers");
    markers?.append(marker(claim, number, citation, context));
  }

  differ({ claims }) {
    for (const id of claims) {
      const notes = document.getElementById(id)?.querySelector(".claim-notes");
      notes?.append(" ", element("span", { className: "contradicted" }, "contradicted by another article"));
    }
  }

  stopped() {
    this.end("Stopped. What is shown was checked; the rest was not looked at.");
  }

  failed({ message, hint }) {
    const said = message ?? "The server could not be reached.";
    this.end(said);
    const box = element("div", { className: "problem" }, element("p", {}, element("strong", {}, said), ` ${hint ?? ""}`));
    this.header.after(box);
  }

  end(message) {
    progress(message, null);
    this.header.querySelector(".dateline").textContent = "Not finished";
    this.answer.append(element("p", {}, element("a", { href: "/" }, "Ask again")));
    if (document.activeElement === document.body) this.heading.focus({ preventScroll: true });
  }
}

// Puts the finished page's content in place. Readers who can't see it hear that it is there.
export function finish(main, message) {
  document.getElementById("main").replaceWith(main);
  progress(message, null);
  document.getElementById("progress").classList.add("visually-hidden");
  if (document.activeElement === document.body) {
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

function progress(message, stop) {
  const bar = document.getElementById("progress");
  const button = document.getElementById("stop");
  bar.classList.remove("visually-hidden");
  bar.hidden = false;
  bar.classList.toggle("working", stop !== null);
  button.hidden = stop === null;
  button.onclick = stop;
  say(message);
}

function say(message) {
  document.getElementById("status").textContent = message;
}

function nearItem(item) {
  return element(
    "li",
    {},
    element("blockquote", {}, element("p", { dir: "auto" }, item.quote)),
    element("p", { className: "credit" }, element("a", { href: contextHref(item) }, element("bdi", {}, item.title)), " ", origin(item)),
  );
}

function marker(claim, number, citation, context) {
  const id = `card-${claim}-${number}`;
  const link = element("a", { className: context ? "marker leading" : "marker", href: contextHref(citation), ariaLabel: `${context ? "Context" : "Source"} ${number}` }, number);
  link.setAttribute("aria-describedby", id);
  const why = context ? [element("span", { className: "fine" }, "Context only: what the next sentence speaks of")] : [];
  const card = element("span", { className: "card", role: "tooltip", id }, ...why, element("q", { dir: "auto" }, citation.quote), origin(citation));
  return element("span", { className: "cite" }, link, card);
}
