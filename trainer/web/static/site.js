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
  // A download leaves the page where it is, and can be asked for again.
  if (!("again" in event.target.dataset)) event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// What was written in a form survives a reload, a lost connection, and a session that ended: it
// stays in this tab until the server kept it or somebody signs out. What is written anew each
// time has `data-fresh`.
const WRITTEN =
  "textarea, .choices input, select[required], input[name=answer], .work select, .work [type=checkbox]";
for (const form of document.querySelectorAll("main form:not([data-fresh])")) {
  const key = `oefenbalie-${location.pathname}${location.search}#${form.getAttribute("action")}`;
  const fields = [...form.querySelectorAll(WRITTEN)];
  const what = (field) => (["radio", "checkbox"].includes(field.type) ? "checked" : "value");
  const now = () => JSON.stringify(fields.map((field) => field[what(field)]));
  const kept = sessionStorage.getItem(key);
  if (kept === now()) sessionStorage.removeItem(key);
  else if (kept) JSON.parse(kept).forEach((value, i) => fields[i] && (fields[i][what(fields[i])] = value));
  form.addEventListener("input", () => sessionStorage.setItem(key, now()));
  if (form.matches("[hx-post]")) sentAsItIsWritten(form, key, now);
}

// What the server has of such a form need not stay here; what it could not be given is told, and
// sent again when the connection is back or the page is opened again.
function sentAsItIsWritten(form, key, now) {
  let sent;
  const again = () => sessionStorage.getItem(key) && form.dispatchEvent(new Event("change"));
  const saved = document.querySelector(form.getAttribute("hx-target"));
  const lost = form.querySelector("[data-lost]");
  form.addEventListener("htmx:beforeRequest", () => (sent = now()));
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful || detail.xhr.getResponseHeader("hx-redirect")) return;
    lost.textContent = "";
    // A page that is being loaded anew right now may have been written before this was kept.
    const had = sent;
    setTimeout(() => sessionStorage.getItem(key) === had && sessionStorage.removeItem(key), 2000);
  });
  for (const fault of ["htmx:sendError", "htmx:responseError"])
    form.addEventListener(fault, () => {
      saved.textContent = "";
      lost.textContent = lost.dataset.lost;
    });
  addEventListener("load", again);
  addEventListener("online", again);
}
for (const form of document.querySelectorAll(".out, [data-forget]"))
  form.addEventListener("submit", () => sessionStorage.clear());
