// Comfort for "Inlezen": pointing at a piece lights up what it was read from, and the other way round.
// Without this the links between the two do the same by jumping.

const original = document.querySelector("[data-original]");
let lit = [];

function partsOf(element) {
  const holder = element.closest("[data-part]");
  return holder ? holder.dataset.part.split(" ") : [];
}

function belonging(parts) {
  return parts.flatMap((part) => [...document.querySelectorAll(`[data-part~="${CSS.escape(part)}"]`)]);
}

function light(parts) {
  for (const element of lit) element.classList.remove("is-lit");
  lit = belonging(parts);
  for (const element of lit) element.classList.add("is-lit");
}

// Only the original scrolls by itself: the page must never move under the pointer.
function showInOriginal(part) {
  const place = document.getElementById(`bron-${part}`);
  if (!place || !original || original.scrollHeight <= original.clientHeight) return;
  const box = original.getBoundingClientRect();
  const at = place.getBoundingClientRect();
  if (at.top >= box.top && at.bottom <= box.bottom - box.height / 4) return;
  original.scrollTop += at.top - box.top - box.height / 4;
}

let waiting = 0;

function point(event) {
  if (!(event.target instanceof Element)) return;
  const parts = partsOf(event.target);
  if (!parts.length) return;
  light(parts);
  clearTimeout(waiting);
  if (original && original.contains(event.target)) return;
  waiting = setTimeout(() => showInOriginal(parts[0]), event.type === "focusin" ? 0 : 150);
}

// A link into a folded part must open it, also in browsers that do not do so themselves.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
  if (target.dataset.part) {
    light(target.dataset.part.split(" "));
    if (target.matches(".part")) target.focus({ preventScroll: true });
    showInOriginal(target.dataset.part.split(" ")[0]);
  }
}

// j and k go through the pieces, n and p through those to look at; only from within the list of pieces, so that
// a letter never does something unasked elsewhere.
const parts = () => [...document.querySelectorAll(".review-understood .part")].filter((part) => part.checkVisibility());
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function step(from, by, among) {
  const all = parts();
  const at = from ? all.indexOf(from) : -1;
  const ahead = by > 0 ? all.slice(at + 1) : all.slice(0, Math.max(at, 0)).reverse();
  const next = ahead.find(among);
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: next.offsetHeight > innerHeight / 2 ? "start" : "center" });
}

const KEYS = {
  j: (from) => step(from, 1, () => true),
  k: (from) => step(from, -1, () => true),
  n: (from) => step(from, 1, (part) => "doubt" in part.dataset),
  p: (from) => step(from, -1, (part) => "doubt" in part.dataset),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!event.target.closest(".review-understood") || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key](event.target.closest(".part"));
});

// How many are ticked, where the button for them stands.
const chosen = document.querySelector("[data-chosen]");

function count() {
  const ticked = document.querySelectorAll(".pick input:checked").length;
  if (chosen) chosen.textContent = ticked ? `(${ticked})` : "";
}

document.addEventListener("change", count);
count();

document.addEventListener("pointerover", point);
document.addEventListener("focusin", point);
window.addEventListener("hashchange", unfold);
unfold();

// What was just done is told once; a reload or a bookmark need not tell it again.
if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
