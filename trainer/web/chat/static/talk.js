// The page around Chainlit's messages: the theme, the desk, drafts that are not lost, taking a
// message back, and names for what Chainlit leaves unnamed. Runs before Chainlit's own script.
(() => {
  "use strict";

  window.global = window;
  window.transports = ["websocket"];
  const theme = document.documentElement.dataset.theme;
  localStorage.setItem("vite-ui-theme", theme === "auto" ? "system" : theme);

  const data = JSON.parse(document.getElementById("talk-data").textContent);
  const { words, errors } = data;
  const $ = (selector) => document.querySelector(selector);
  const composer = () => $("#chat-input");

  // --- what Chainlit asks for at the start ------------------------------------------------------

  // Where it gets no answer it leaves the talk, or shows nothing; so it is asked until there is one.
  const once = window.fetch;
  window.fetch = async (url, how) => {
    const again = /^[^?]*\/chat\/(auth|project|user)\b/.test(url) && (how?.method || "GET") === "GET";
    for (;;) {
      try {
        return await once(url, how);
      } catch (error) {
        if (!again || how?.signal?.aborted) throw error;
        await new Promise((after) => setTimeout(after, 1000));
      }
    }
  };

  // --- drafts: what was typed and is not in the store yet -------------------------------------

  const key = `oefenbalie-draft-${data.id}`;
  let said = null; // how many messages the store has; unknown until the server says so

  const draft = {
    read: () => JSON.parse(sessionStorage.getItem(key) || "null"),
    keep: (text) => sessionStorage.setItem(key, JSON.stringify({ text, said })),
    drop: () => sessionStorage.removeItem(key),
  };

  function write(text) {
    const box = composer();
    if (!box) return;
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  function giveBack(text) {
    const box = composer();
    // What was typed meanwhile stays, below.
    write(box && box.value.trim() ? `${text}\n${box.value}` : text);
  }

  /** Once it is known what the store has: a draft that is in it goes, another comes back. */
  function reconcile() {
    const kept = draft.read();
    if (!kept) return;
    if (kept.said !== null && said > kept.said) {
      const typing = composer()?.value || "";
      if (typing) draft.keep(typing);
      else draft.drop();
    } else {
      whenReady(() => {
        if (!composer().value && !document.body.dataset.state && kept.text.trim()) {
          write(kept.text);
          notify(words["draft-back"]);
        }
      });
    }
  }

  function whenReady(act, tries = 100) {
    if (composer()) setTimeout(act, 50);
    else if (tries) setTimeout(() => whenReady(act, tries - 1), 50);
  }

  // --- what the server tells -------------------------------------------------------------------

  function status(state, text) {
    document.body.dataset.state = state;
    $(".status-text").textContent = text;
    $(".take-back").hidden = state !== "thinking";
    toEnd();
  }

  function toEnd() {
    const scroller = $("[role=log]")?.parentElement;
    if (scroller) requestAnimationFrame(() => scroller.scrollTo({ top: scroller.scrollHeight }));
  }

  function refuse(sentence) {
    $(".refused").textContent = sentence;
  }

  function notify(text) {
    $(".status-text").textContent = text;
  }

  const events = {
    stand({ said: count, begun, over, waiting }) {
      said = count;
      if (begun) document.body.dataset.said = "";
      // What waits for its reply is no draft: it is stored, or given back.
      if (!waiting) {
        // What was noted when a message was given back stays to be read.
        if (document.body.dataset.state) status("", "");
        reconcile();
      }
      guide(over ? data.guide.length - 1 : count);
      end(over);
    },
    thinking: () => status("thinking", words.thinking),
    speaking: () => status("speaking", words.speaking),
    replied({ lines }) {
      $("#announcer").textContent = lines.map(([name, text]) => `${name}: ${text}`).join("\n");
    },
    "given-back"({ code, text }) {
      status("", "");
      giveBack(text);
      if (code === "taken-back") notify(words["taken-back"]);
      else refuse(errors[`errors.${code}`] || errors["errors.failed"]);
    },
    refused: ({ code }) => refuse(errors[`errors.${code}`] || errors["errors.failed"]),
    hint({ text }) {
      const item = document.createElement("li");
      item.textContent = text;
      $(".given").append(item);
    },
  };

  /** A warm-up says what can be done now, before each message and once more at the end. */
  function guide(number) {
    const text = data.guide[number];
    if (text && $(".guide-text").textContent !== text) $(".guide-text").textContent = text;
  }

  function end(kind) {
    const was = document.body.dataset.over;
    document.body.dataset.over = kind;
    document.querySelectorAll(".over").forEach((over) => {
      over.hidden = over.dataset.kind !== kind;
    });
    if (kind && was !== kind) $(`.over[data-kind="${kind}"] h2`)?.focus();
    toEnd();
  }

  // Chainlit passes every message of the window on to the server, so ours go no further, and
  // another window's are not let in.
  window.addEventListener(
    "message",
    (message) => {
      if (message.origin !== location.origin) return message.stopImmediatePropagation();
      if (message.data?.to !== "page") return undefined;
      message.stopImmediatePropagation();
      return events[message.data.event]?.(message.data);
    },
    true,
  );

  const ask = (what) => window.postMessage({ to: "talk", ask: what }, location.origin);

  // --- the page --------------------------------------------------------------------------------

  document.addEventListener("input", (event) => {
    if (event.target !== composer()) return;
    refuse("");
    if (!document.body.dataset.state) notify("");
    draft.keep(event.target.value);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      if (enter && event.target === composer() && !event.target.value.trim()) {
        event.preventDefault();
        refuse(errors["errors.message-empty"]);
      }
      if (event.key === "Escape" && $("#desk").classList.contains("open")) desk(false);
    },
    true,
  );

  function desk(open) {
    $("#desk").classList.toggle("open", open);
    $(".look-up").setAttribute("aria-expanded", String(open));
    (open ? $("#desk-title") : $(".look-up")).focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    $(".take-back").addEventListener("click", () => ask("take-back"));
    $(".hint")?.addEventListener("click", () => ask("hint"));
    $(".look-up").addEventListener("click", () => desk(!$("#desk").classList.contains("open")));
    $("#desk .close").addEventListener("click", () => desk(false));
    $(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      composer()?.focus();
    });
    document.querySelectorAll("[data-opens]").forEach((button) => {
      button.addEventListener("click", () => {
        document.getElementById(button.dataset.opens).showModal();
      });
    });
    document.querySelectorAll("form[method=post]").forEach((form) => {
      form.addEventListener("submit", draft.drop);
    });
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  });

  // --- what Chainlit leaves out ----------------------------------------------------------------

  function attribute(element, name, value) {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  /** Chainlit goes to pages that we do not have where it cannot resume, or asked while the
   * connection was gone: back to the talk once that can be reached, and home if that is no help. */
  async function comeBack() {
    if (leaving) return;
    leaving = true;
    while (!(await reachable())) await new Promise((after) => setTimeout(after, 1000));
    const before = Number(sessionStorage.getItem(returned));
    sessionStorage.setItem(returned, Date.now());
    location.replace(Date.now() - before > 10000 ? `/chat/thread/${data.id}` : "/");
  }

  let leaving = false;
  const returned = `oefenbalie-returned-${data.id}`;
  const reachable = () =>
    fetch("/static/mark.svg", { cache: "no-store" }).then(
      () => true,
      () => false,
    );

  /** While the connection is gone: who is signed out by now signs in, and comes back here. */
  async function signIn() {
    if (waiting) return;
    waiting = true;
    while ($("#session-error")) {
      const page = fetch(location.href, { redirect: "manual", cache: "no-store" });
      const answer = await page.catch(() => null);
      if (answer?.type === "opaqueredirect") return location.reload();
      await new Promise((after) => setTimeout(after, 3000));
    }
    waiting = false;
  }

  let waiting = false;

  function mend() {
    if (!location.pathname.startsWith("/chat/thread/")) comeBack();
    if ($("#session-error")) signIn();
    attribute(composer(), "aria-label", words.placeholder);
    attribute(composer(), "placeholder", words.placeholder);
    attribute($("#chat-submit"), "aria-label", words.send);
    const log = $(".step")?.parentElement;
    attribute(log, "role", "log");
    // The announcer says each reply once, whole; a log that is streamed into would stutter.
    attribute(log, "aria-live", "off");
    attribute(log, "aria-label", words.messages);
    attribute(log, "lang", data.language);
    if (log && !log.querySelector(".start")) log.prepend(start());
    const scroller = log?.parentElement;
    attribute(scroller, "tabindex", "0");
    attribute(scroller?.parentElement.querySelector(".absolute button"), "aria-label", words.down);
    document.querySelectorAll(".ai-message img").forEach((image) => {
      const name = decodeURIComponent(new URL(image.src).pathname.split("/").pop());
      attribute(image.closest(".ai-message"), "data-speaker", name);
      attribute(image, "alt", name);
    });
    if ($("#message-composer") !== measured) measure();
  }

  /** What a talk begins with: this is an AI. */
  function start() {
    const note = document.createElement("p");
    note.className = "start";
    note.lang = document.documentElement.lang;
    note.textContent = words["ai-note"];
    return note;
  }

  let measured = null;
  const sizes = new ResizeObserver(() => {
    if (!measured) return;
    const room = $("main").getBoundingClientRect().bottom - measured.getBoundingClientRect().top;
    $(".status").style.bottom = `${room + 10}px`;
  });

  /** The status stands above the message box, however high that is. */
  function measure() {
    sizes.disconnect();
    measured = $("#message-composer");
    if (measured) [measured, $(".below")].forEach((part) => sizes.observe(part));
  }
})();
