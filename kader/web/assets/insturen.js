// Comfort for sending a letter: says that the reading goes on, takes no second press, and knows at once that a
// file is too big. Without it the server says the same, later.

for (const form of document.querySelectorAll("[data-upload]")) {
  const told = form.querySelector("[data-progress]");
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");

  const tooBig = () => field.files[0] && field.files[0].size > Number(form.dataset.maxBytes);

  function tell(words, wrong) {
    told.textContent = words;
    told.className = wrong ? "utrecht-form-field-error-message" : "busy";
  }

  field.addEventListener("change", () => tell(tooBig() ? told.dataset.tooBig : "", tooBig()));

  form.addEventListener("submit", (event) => {
    if (tooBig()) {
      event.preventDefault();
      tell(told.dataset.tooBig, true);
      field.focus();
      return;
    }
    tell(told.dataset.busy, false);
    button.setAttribute("aria-disabled", "true");
    // Not before the form has gone, or the button would not count.
    setTimeout(() => (button.disabled = true));
  });

  // Who comes back with the browser's own button finds the form as it was.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    button.disabled = false;
    button.removeAttribute("aria-disabled");
    tell("", false);
  });
}
