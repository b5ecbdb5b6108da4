// Where words and files are put in: typing, sending, attaching, dropping, pasting, the menu of commands.

import { $, el } from "./dom.js";
import { recall, remember } from "./store.js";

export class Composer {
  /** `out`: {text(words), files(list), tooLong()}. */
  constructor(config, out) {
    this.out = out;
    this.limit = config.limits.text;
    this.form = $("chat-composer");
    this.text = $("chat-text");
    this.typing();
    this.attaching();
    this.menu(config.commands);
  }

  open(chat) {
    this.draft = `otklik.draft.${chat ?? "new"}`;
    if (!this.text.value) this.text.value = recall(this.draft, "");
    this.grow();
  }

  off() {
    this.form.classList.add("composer-off");
    this.form.inert = true;
  }

  typing() {
    const touch = matchMedia("(pointer: coarse)");
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.text.addEventListener("input", () => (this.grow(), remember(this.draft, this.text.value || null)));
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return;
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.out.files(event.clipboardData.files);
    });
  }

  submit() {
    const words = this.text.value.trim();
    if (!words) return;
    if (words.length > this.limit) {
      this.out.tooLong();
      return;
    }
    this.text.value = "";
    remember(this.draft, null);
    this.grow();
    this.out.text(words);
    this.text.focus();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 168)}px`;
    $("chat-send").disabled = !this.text.value.trim();
  }

  attaching() {
    const input = $("chat-file");
    const drop = $("chat-drop");
    let depth = 0;
    const files = (event) => event.dataTransfer?.types.includes("Files");
    const show = (change) => (drop.hidden = (depth = Math.max(0, depth + change)) === 0);
    input.addEventListener("change", () => (this.out.files(input.files), (input.value = "")));
    document.addEventListener("dragenter", (event) => files(event) && show(1));
    document.addEventListener("dragleave", (event) => files(event) && show(-1));
    document.addEventListener("dragover", (event) => files(event) && event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      show(-depth);
      this.out.files(event.dataTransfer.files);
    });
  }

  menu(commands) {
    const [menu, button] = [$("chat-menu"), $("chat-menu-button")];
    button.hidden = !commands.length;
    const toggle = (open) => {
      menu.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      if (open) menu.firstChild.focus();
    };
    for (const { word, text } of commands) {
      const act = () => (toggle(false), this.out.text(`/${word}`), button.focus());
      const item = el("button", { type: "button", onclick: act }, el("b", {}, `/${word}`), el("span", {}, text));
      item.setAttribute("role", "menuitem");
      menu.append(item);
    }
    button.onclick = () => toggle(menu.hidden);
    document.addEventListener("click", (event) => !menu.hidden && !menu.contains(event.target) && !button.contains(event.target) && toggle(false));
    menu.addEventListener("keydown", (event) => this.walk(event, menu, () => (toggle(false), button.focus())));
  }

  walk(event, menu, close) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    if (!step) return;
    event.preventDefault();
    const items = [...menu.children];
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }
}
