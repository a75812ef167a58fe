/* The search. It runs in the browser: the index is a script of this site, fetched when the box is
   first used, and what is typed goes neither into the address nor anywhere else. */
(() => {
  "use strict";

  const FEWEST = 0.3; // below this likeness a title is no suggestion
  const MOST = 20;
  const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;
  const root = document.querySelector("[data-jb-search]");
  const toggle = document.getElementById("__search");
  if (!root || !toggle) return;

  const say = root.dataset;
  const box = root.querySelector("input");
  const status = root.querySelector("[role=status]");
  const list = root.querySelector("ol");
  const address = new URL(say.index, document.baseURI).href;
  const home = new URL("../", address).href;
  let pages = null;
  let asked = false;
  let timer = 0;
  let waiting = false;

  /* ---- words ---- */

  /* One spelling for all: widths, capitals and punctuation do not matter, nor spaces in Chinese. */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, " ")
      .replace(/([\u3400-\u9fff]) +/g, "$1").replace(/ +([\u3400-\u9fff])/g, "$1").trim();
  }

  function stem(word) {
    return word.replace(/ies$/, "y").replace(/([^su])s$/, "$1");
  }

  /* True where a Chinese term can be cut into pieces of two characters or more that all stand in the
     text: 住院费用 is found in 住院次均费用. */
  function inPieces(term, text) {
    const reach = [true];
    for (let end = 1; end <= term.length; end += 1) {
      reach[end] = false;
      for (let start = 0; start < end - 1 && !reach[end]; start += 1) {
        reach[end] = reach[start] && text.includes(term.slice(start, end));
      }
    }
    return reach[term.length];
  }

  function everyWord(term, text) {
    const words = text.split(" ").map(stem);
    return term.split(" ").every((word) => words.some((other) => other.startsWith(stem(word))));
  }

  /* How well a text answers a term, from 0 to 1; both folded. */
  function match(term, text) {
    if (term === text) return 1;
    const share = term.length / Math.max(term.length, text.length);
    if (HAN.test(term)) {
      const at = text.indexOf(term);
      if (at >= 0) return 0.7 + 0.2 * share + (at === 0 ? 0.05 : 0);
      return text.length <= 80 && inPieces(term, text) ? 0.5 + 0.1 * share : 0;
    }
    const at = ` ${text}`.indexOf(` ${term}`);
    if (at >= 0) {
      const whole = ` ${text} `.includes(` ${term} `);
      return (whole ? 0.7 : 0.6) + 0.2 * share + (at === 0 ? 0.05 : 0);
    }
    return everyWord(term, text) ? 0.5 + 0.1 * share : 0;
  }

  /* A question that holds a page's whole name is about that page. */
  function heldIn(term, name) {
    const long = HAN.test(name) ? name.length > 1 : name.length > 3;
    const held = HAN.test(name) ? term.includes(name) : ` ${term} `.includes(` ${name} `);
    return long && held ? 0.3 + 0.3 * (name.length / term.length) : 0;
  }

  /* ---- pages ---- */

  function unpack(table) {
    return table.path.map((path, index) => ({
      path,
      order: index,
      weight: table.weight[index] / 100,
      title: table.title[index],
      about: table.about[index],
      folded: fold(table.about[index]),
      names: [table.title[index], ...table.names[index]].map(fold),
      places: table.places[index].flatMap(([anchor, ...texts]) => (
        texts.map((text) => ({ anchor, text, folded: fold(text) })))),
    }));
  }

  function answer(page, term) {
    const own = (name, index) => Math.max(match(term, name), heldIn(term, name)) * (index ? 0.98 : 1);
    const named = Math.max(...page.names.map(own));
    let best = 0;
    let count = 0;
    let place = null;
    page.places.forEach((candidate) => {
      const found = match(term, candidate.folded);
      count += found > 0 ? 1 : 0;
      if (found > best) [best, place] = [found, candidate];
    });
    const more = 0.03 * Math.min(Math.max(count - 1, 0), 4);
    const told = Math.max(best * 0.8 + more, match(term, page.folded) * 0.6);
    return { score: Math.max(named, told) * page.weight, place: named >= best * 0.8 ? null : place };
  }

  function search(query) {
    const whole = fold(query);
    const terms = query.split(/\s+/).map(fold).filter(Boolean);
    const found = [];
    pages.forEach((page) => {
      let { score, place } = answer(page, whole);
      if (!score && terms.length > 1) {
        const each = terms.map((term) => answer(page, term));
        if (each.every((one) => one.score)) {
          score = 0.5 * each.reduce((sum, one) => sum + one.score, 0) / each.length;
          place = (each.find((one) => one.place) || {}).place;
        }
      }
      if (score) found.push({ page, place, score });
    });
    return found.sort((a, b) => b.score - a.score || a.page.order - b.page.order);
  }

  /* ---- the nearest, where nothing is found ---- */

  function pairs(text) {
    const found = new Set();
    const letters = Array.from(text);
    letters.forEach((letter, index) => {
      if (HAN.test(letter)) found.add(letter);
      if (index) found.add(letters[index - 1] + letter);
    });
    return found;
  }

  function shared(a, b) {
    let count = 0;
    a.forEach((pair) => { count += b.has(pair) ? 1 : 0; });
    return a.size && b.size ? count / (0.6 * a.size + 0.4 * b.size) : 0;
  }

  /* How much a word tells: "rate" stands in many names, "admission" in few. */
  function weigher() {
    const known = new Map();
    pages.forEach((page) => new Set(page.names.join(" ").split(" ").map(stem)).forEach((word) => {
      known.set(word, (known.get(word) || 0) + 1);
    }));
    return (word) => Math.log((2 + pages.length) / (1 + (known.get(word) || 0))) ** 2;
  }

  function likeness(query, text, weight) {
    if (HAN.test(query) || HAN.test(text)) return shared(pairs(query), pairs(text));
    const others = text.split(" ").map((word) => pairs(` ${stem(word)} `));
    let sum = 0;
    let most = 0;
    query.split(" ").map(stem).forEach((word) => {
      const own = pairs(` ${word} `);
      sum += weight(word) * Math.max(...others.map((other) => shared(own, other))) ** 2;
      most += weight(word);
    });
    return sum / most - 0.004 * others.length;
  }

  function nearest(query) {
    const whole = fold(query);
    const weight = weigher();
    const close = pages.map((page) => {
      let best = Math.max(...page.names.map((name) => likeness(whole, name, weight)));
      let place = null;
      page.places.forEach((candidate) => {
        const like = 0.9 * likeness(whole, candidate.folded, weight);
        if (like > best) [best, place] = [like, candidate];
      });
      return { page, place, score: best * (0.5 + page.weight / 2) };
    });
    return close.filter((one) => one.score >= FEWEST).sort((a, b) => b.score - a.score).slice(0, 3);
  }

  /* ---- what is shown: made of text nodes, so that nothing typed becomes markup ---- */

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function marked(className, text, query) {
    const made = element("span", className);
    const at = text.toLowerCase().indexOf(query.trim().toLowerCase());
    if (at < 0 || !query.trim()) {
      made.textContent = text;
      return made;
    }
    const end = at + query.trim().length;
    made.append(text.slice(0, at), element("mark", "", text.slice(at, end)), text.slice(end));
    return made;
  }

  function item({ page, place }, query) {
    const made = element("li", "md-search-result__item");
    const link = element("a", "md-search-result__link jb-found");
    const anchor = place && place.anchor ? `#${encodeURIComponent(place.anchor)}` : "";
    link.href = `${home}${page.path ? `${page.path}/` : ""}index.html${anchor}`;
    link.append(marked("jb-found__title", page.title, query));
    const line = place ? place.text : page.about;
    if (line) link.append(marked("jb-found__line", line, query));
    made.append(link);
    return made;
  }

  /* New results in place of the old. Whoever stood on one of those goes back to the box: what is
     taken out of a page takes the focus with it, and with the focus every key. */
  function put(items) {
    const held = list.contains(document.activeElement);
    list.replaceChildren(...items);
    if (held && toggle.checked) box.focus();
  }

  function show() {
    window.clearTimeout(timer);
    waiting = false;
    const query = box.value;
    if (!fold(query)) {
      status.textContent = say.start;
      put([]);
      return;
    }
    if (!pages) {
      status.textContent = say.loading;
      return;
    }
    const found = search(query);
    const offered = found.length ? found.slice(0, MOST) : nearest(query);
    const words = found.length === 1 ? say.one : found.length ? say.many : offered.length ? say.near : say.none;
    status.textContent = words.replace("{n}", () => String(found.length))
      .replace("{query}", () => query.trim());
    put(offered.map((one) => item(one, found.length ? query : "")));
  }

  function soon(wait) {
    window.clearTimeout(timer);
    waiting = true;
    timer = window.setTimeout(show, wait);
  }

  /* What has been typed is answered before anything is done with the answer. */
  function answerNow() {
    if (waiting) show();
  }

  /* ---- fetching and using ---- */

  window.jibaoSearch = (table) => {
    pages = unpack(table);
    show();
  };

  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = address;
    script.onerror = () => {
      asked = false;
      script.remove();
      status.textContent = say.failed;
    };
    document.head.append(script);
  }

  function open() {
    load();
    if (!toggle.checked) toggle.click();
  }

  function close() {
    if (toggle.checked) toggle.click();
    /* A browser takes the focus from what has gone out of sight, but only when it next draws. */
    box.blur();
    if (list.contains(document.activeElement)) document.activeElement.blur();
  }

  function step(event) {
    answerNow();
    const links = Array.from(list.querySelectorAll("a"));
    const to = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    (links[Math.min(to, links.length - 1)] || box).focus();
  }

  box.addEventListener("focus", open);
  toggle.addEventListener("change", () => {
    list.hidden = !toggle.checked; // what is out of sight is out of reach of the Tab key
    if (!toggle.checked) return;
    load();
    box.focus();
    /* Still hidden a moment ago: once more when it is drawn, unless a key has gone on to the results. */
    if (document.activeElement !== box) window.setTimeout(() => {
      if (!list.contains(document.activeElement)) box.focus();
    }, 150);
  });
  /* Typed, pasted, dropped, dictated: all arrive as input. Half a Chinese word in an input method
     waits a little, since some keyboards never say that they have finished; what is pasted is whole. */
  box.addEventListener("input", (event) => {
    const whole = event.inputType === "insertFromPaste";
    soon(event.isComposing ? 400 : whole ? 0 : 60);
  });
  box.addEventListener("compositionend", () => soon(0));
  root.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answerNow();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  root.querySelector("form").addEventListener("reset", () => {
    soon(0);
    box.focus();
  });
  root.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
  });
  /* Wherever the focus is: whoever sees the search open can close it. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && toggle.checked) close();
  });
  /* Leaving the search by key closes it; the theme's own cover does so for the pointer. */
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !root.contains(event.relatedTarget) && toggle.checked) toggle.click();
  });
  list.addEventListener("click", () => { if (toggle.checked) toggle.click(); });
})();
