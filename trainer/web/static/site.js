// Opens what is folded before printing, and folds it again after.
const folded = () => document.querySelectorAll("details");
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...folded()].filter((one) => !one.open);
  opened.forEach((one) => (one.open = true));
});
addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A link to a turn also moves the focus there, so that a screen reader reads on from it.
addEventListener("hashchange", () => {
  const turn = document.getElementById(location.hash.slice(1));
  if (turn?.matches(".turn")) turn.focus({ preventScroll: true });
});

// A form is sent once, however often the button is pressed.
addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
