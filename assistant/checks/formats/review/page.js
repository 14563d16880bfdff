"use strict";
const cards = Array.from(document.querySelectorAll(".card"));
const boxes = Array.from(document.querySelectorAll(".bar input"));
const marksOf = (card) => document.querySelectorAll(`[data-card~="${card.id}"]`);
let here = -1;

function unwanted(kind) {
  return new Set(boxes.filter((box) => box.name === kind && !box.checked).map((box) => box.value));
}

function filter() {
  const severities = unwanted("severity");
  const families = unwanted("family");
  for (const card of cards) {
    card.hidden = severities.has(card.dataset.severity) || families.has(card.dataset.family);
  }
  for (const mark of document.querySelectorAll(".mark")) {
    const shown = mark.dataset.card.split(" ").some((id) => !document.getElementById(id).hidden);
    mark.classList.toggle("off", !shown);
  }
  document.getElementById("shown").textContent = String(
    cards.reduce((sum, card) => sum + (card.hidden ? 0 : Number(card.dataset.count)), 0));
}

function show(number) {
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  here = number;
  const card = cards[number];
  card.classList.add("here");
  const marks = marksOf(card);
  for (const mark of marks) mark.classList.add("here");
  if (marks.length) marks[0].scrollIntoView({ block: "center" });
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
}

function step(by) {
  for (let number = here + by; number >= 0 && number < cards.length; number += by) {
    if (!cards[number].hidden) return show(number);
  }
}

document.addEventListener("change", (event) => {
  if (boxes.includes(event.target)) filter();
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  const card = event.target.closest(".card");
  if (mark) {
    event.preventDefault();
    const ids = mark.dataset.card.split(" ").filter((id) => !document.getElementById(id).hidden);
    if (ids.length) show(cards.findIndex((one) => one.id === ids[0]));
  } else if (card && !window.getSelection().toString()) {
    show(cards.indexOf(card));
  }
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k" || event.key === "p") step(-1);
  else if (event.key === "Enter" && event.target.classList.contains("card")) show(cards.indexOf(event.target));
  else return;
  event.preventDefault();
});
filter();
const asked = cards.findIndex((card) => `#${card.id}` === window.location.hash);
if (asked >= 0) show(asked);
