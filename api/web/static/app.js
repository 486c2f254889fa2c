// Adds to the pages what they can do without: answers that appear claim by claim, and cards that close on Escape.
// Knows which elements there are; how an answer is asked for and shown is in ask.js and live.js.

import { ask, leave } from "./ask.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-ask]")) return;
  event.preventDefault();
  ask(question(new FormData(form, event.submitter)));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") dismissCard();
  const box = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && box.matches("form[data-ask] textarea")) {
    event.preventDefault();
    box.form.requestSubmit();
  }
});

// A card that was dismissed may come back once its marker has been left.
for (const left of ["mouseout", "focusout"]) {
  document.addEventListener(left, (event) => {
    const cite = event.target.closest(".cite");
    if (cite && !cite.contains(event.relatedTarget)) cite.classList.remove("dismissed");
  });
}

window.addEventListener("popstate", leave);

function question(data) {
  const request = { stream: true };
  for (const [name, value] of data) if (value) request[name] = value;
  return { question: "", ...request };
}

function dismissCard() {
  for (const cite of document.querySelectorAll(".cite:hover, .cite:focus-within")) cite.classList.add("dismissed");
}
