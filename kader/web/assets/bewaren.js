// Nothing typed is lost: words are sent to the server while one types, and kept here when that fails.

const PAUSE = 800;

function fieldsOf(form) {
  const data = new FormData(form);
  data.set("plek", form.dataset.place);
  return data;
}

function remembered(form) {
  return `kader ${form.dataset.keep} ${form.dataset.place}`;
}

function say(form, words) {
  const line = form.querySelector("[data-kept]");
  if (line.textContent !== words) line.textContent = words;
}

function remember(form) {
  const kept = Object.fromEntries(
    [...form.querySelectorAll("textarea")].map((area) => [area.name, area.value]),
  );
  localStorage.setItem(remembered(form), JSON.stringify(kept));
}

async function keep(form) {
  try {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: fieldsOf(form), redirect: "manual" });
    if (answer.status !== 204) throw new Error(String(answer.status));
    localStorage.removeItem(remembered(form));
    say(form, "Bewaard. U kunt straks verder schrijven.");
  } catch {
    remember(form);
    say(form, "Er is nu geen verbinding, of u bent uitgelogd. Uw tekst is op dit apparaat bewaard.");
  }
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(remembered(form)) ?? "null");
  if (!kept) return;
  for (const area of form.querySelectorAll("textarea")) {
    if (kept[area.name]) area.value = kept[area.name];
  }
  say(form, "Dit is de tekst die op dit apparaat was bewaard.");
  keep(form);
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  let waiting = 0;
  restore(form);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), PAUSE);
  });
  // A closed tab waits for nothing.
  addEventListener("pagehide", () => {
    if (waiting) navigator.sendBeacon(form.dataset.keep, fieldsOf(form));
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    waiting = 0;
    remember(form);
    sessionStorage.setItem("kader verstuurd", remembered(form));
  });
}
