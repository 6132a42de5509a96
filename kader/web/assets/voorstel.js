// Shows a proposed wording as a change of its passage while one types, worked out by the same rule as afterwards.

const PAUSE = 400;
const ELEMENTS = { "-": "del", "+": "ins" };

function piece([sign, words]) {
  if (!ELEMENTS[sign]) return words;
  const element = document.createElement(ELEMENTS[sign]);
  element.textContent = words;
  return element;
}

function label() {
  const element = document.createElement("span");
  element.className = "soft";
  element.textContent = "Zo verandert de tekst: ";
  return element;
}

async function show(area, line) {
  const data = new FormData();
  data.set("csrf_token", area.form.elements.csrf_token.value);
  data.set("passage", area.dataset.passage);
  data.set("voorstel", area.value);
  const asked = area.value;
  const answer = await fetch(area.dataset.proposal, { method: "POST", body: data, redirect: "manual" }).catch(() => null);
  if (asked !== area.value) return;
  const change = answer?.ok ? await answer.json() : [];
  line.replaceChildren(label(), ...change.map(piece));
  line.hidden = change.length === 0;
}

for (const area of document.querySelectorAll("textarea[data-proposal]")) {
  const line = area.form.querySelector("[data-change]");
  let waiting = 0;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(area, line), PAUSE);
  });
  // Words of before: kept on the server, or put back by the browser.
  if (area.value !== area.dataset.passage) show(area, line);
}
