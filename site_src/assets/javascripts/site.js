/* What the theme leaves out: keyboard and screen-reader access, and a language switcher that
   keeps the place on the page. Every page reads without this file. */
(() => {
  "use strict";

  const english = document.documentElement.lang.startsWith("en");
  const told = document.querySelector("[data-jb-search][data-menu]");
  const words = told ? told.dataset : english
    ? { menu: "Menu", search: "Search", table: "Table, scrolls sideways" }
    : { menu: "菜单", search: "搜索", table: "表格，可左右滚动" };

  /* Single letters must not act on their own (WCAG 2.1.4): the theme opens the search at f, s, /
     and turns pages at p, n, comma and full stop. The filter runs before the theme's listener. */
  const SHORTCUTS = new Set(["f", "s", "/", "p", ",", "n", "."]);

  function isTyping(element) {
    return element instanceof HTMLElement
      && (element.isContentEditable || /^(input|select|textarea)$/i.test(element.tagName));
  }

  function stopSingleKeys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (SHORTCUTS.has(event.key.toLowerCase())) event.stopPropagation();
  }

  /* The theme's icons for menu and search are labels, reachable by pointer alone: each gets a
     button that shows when it has the focus. */
  function addButton(label, kind) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `jb-toggle jb-toggle--${kind}`;
    button.textContent = words[kind];
    button.addEventListener("click", () => label.click());
    label.after(button);
    return button;
  }

  /* The menu slides in after the page's header in the order of the keys: the focus goes there, and
     Escape brings it back. */
  function leadIntoMenu(button) {
    const toggle = document.getElementById("__drawer");
    button.addEventListener("click", () => {
      const link = document.querySelector(".md-sidebar--primary a");
      if (toggle.checked && link) link.focus();
    });
    window.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !toggle.checked) return;
      toggle.click();
      button.focus();
    });
  }

  /* A box that scrolls sideways can be reached and is named; one that does not is left alone. */
  function nameScroller(box) {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (!scrolls) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      return;
    }
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", scrollerNames.get(box));
  }

  /* No two regions of a page bear the same name: the second and later ones are numbered. */
  const scrollerNames = new Map();

  function chooseNames(boxes) {
    const times = new Map();
    boxes.forEach((box) => {
      const caption = box.querySelector("caption");
      const label = box.dataset.label || (caption && caption.textContent.trim()) || "";
      const count = (times.get(label) || 0) + 1;
      times.set(label, count);
      const numbered = [label, count > 1 ? String(count) : ""].filter(Boolean).join(" ");
      scrollerNames.set(box, numbered ? `${numbered} (${words.table})` : words.table);
    });
  }

  function watchScrollers() {
    const boxes = document.querySelectorAll(".jb-scroll, .md-typeset__scrollwrap, .jb-formula");
    chooseNames(boxes);
    /* What is inside may grow while the box keeps its size: both are watched. */
    const observer = new ResizeObserver((entries) => entries.forEach((entry) => {
      nameScroller(scrollerNames.has(entry.target) ? entry.target : entry.target.parentElement);
    }));
    boxes.forEach((box) => [box, box.firstElementChild].forEach((part) => part && observer.observe(part)));
  }

  /* Headings have the same ids in both languages: take the place along. */
  function keepPlace(link) {
    link.addEventListener("click", () => { link.hash = window.location.hash; });
  }

  /* The theme opens the box, but leaves the focus on what opened it. */
  function leadIntoSearch(button) {
    button.addEventListener("click", () => {
      document.querySelector("[data-md-component=search-query]").focus();
    });
  }

  window.addEventListener("keydown", stopSingleKeys, true);
  document.querySelectorAll(".md-header__button[for=__drawer]")
    .forEach((label) => leadIntoMenu(addButton(label, "menu")));
  document.querySelectorAll(".md-header__button[for=__search]")
    .forEach((label) => leadIntoSearch(addButton(label, "search")));
  document.querySelectorAll("[data-jb-switch]").forEach(keepPlace);
  /* Plain tables get their box from the theme, after this file has run. */
  window.addEventListener("load", watchScrollers);
})();
