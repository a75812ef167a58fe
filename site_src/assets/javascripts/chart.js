/* Interactive figures on demand, and charts to save.
 *
 * A page holds each chart whole: `<figure class="jb-chart" data-name data-title data-plotly data-locale
 * data-label-open data-label-close>` with its pictures as SVG and its figure as JSON
 * (`{data, layout, dark, narrow}`). The figure gets a button; only when a reader presses it is Plotly
 * loaded, by a script element, so that it also works from a disk (file://).
 * Nothing is stored and nothing is sent anywhere. No inline script, no eval.
 */
(function () {
  "use strict";

  const loaded = new Map();

  /* Nothing may leave the reader's machine: no logo, no sharing button, no outside host. */
  const CONFIG = {
    displaylogo: false,
    showSendToCloud: false,
    responsive: true,
    plotlyServerURL: "",
    topojsonURL: "",
    modeBarButtonsToRemove: ["sendDataToCloud", "select2d", "lasso2d"],
  };

  function load(address) {
    const url = new URL(address, document.baseURI).href;
    if (!loaded.has(url)) {
      loaded.set(url, new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = url;
        script.onload = resolve;
        script.onerror = function () {
          loaded.delete(url);
          script.remove();
          reject(new Error("cannot load " + url));
        };
        document.head.appendChild(script);
      }));
    }
    return loaded.get(url);
  }

  /* What the page says of a chart, read when somebody asks for it. */
  function sourceOf(figure) {
    return JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  }

  function dark() {
    return document.body.getAttribute("data-md-color-scheme") === "slate";
  }

  /* A copy of the figure in which every light colour is replaced by its dark one. */
  function coloured(value, colours) {
    if (typeof value === "string") {
      return Object.prototype.hasOwnProperty.call(colours, value) ? colours[value] : value;
    }
    if (Array.isArray(value)) {
      return value.map(function (item) { return coloured(item, colours); });
    }
    if (value && typeof value === "object") {
      const copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = coloured(value[key], colours); });
      return copy;
    }
    return value;
  }

  /* The value with its changes (`_changes` in generator/charts/browser.py). */
  function changed(value, changes) {
    const parts = changes && typeof changes === "object" && !Array.isArray(changes);
    if (!parts || !value || typeof value !== "object") {
      return changes;
    }
    const copy = Array.isArray(value) ? value.slice() : Object.assign({}, value);
    Object.keys(changes).forEach(function (key) {
      copy[key] = changed(value[key], changes[key]);
      if (copy[key] === null) {
        delete copy[key];
      }
    });
    return copy;
  }

  /* Narrow pages take the figure that was laid out for them; both then fill the width there is. */
  const NARROW = 480;

  function chosen(source, room) {
    return source.narrow && room < NARROW ? changed(source, source.narrow) : source;
  }

  function draw(state) {
    const source = sourceOf(state.figure);
    const room = state.stage.clientWidth || source.layout.width;
    const figure = chosen(source, room);
    const copy = coloured({ data: figure.data, layout: figure.layout }, dark() ? source.dark : {});
    delete copy.layout.width;
    copy.layout.autosize = true;
    copy.layout.margin.autoexpand = true; // Plotly's own legend may take more rows than ours
    const config = Object.assign({}, CONFIG, state.figure.dataset.locale ? { locale: "zh-CN" } : {});
    return window.Plotly.newPlot(state.stage, copy.data, copy.layout, config);
  }

  function open(state) {
    const figure = state.figure;
    say(state, "");
    /* Not `disabled`: that would take the focus away from who works with the keyboard. */
    state.busy = true;
    state.button.setAttribute("aria-busy", "true");
    return load(figure.dataset.plotly)
      .then(function () { return figure.dataset.locale ? load(figure.dataset.locale) : null; })
      .then(function () {
        state.stage.hidden = false;
        state.pictures.forEach(function (picture) { picture.setAttribute("hidden", ""); });
        state.opened = true;
        return draw(state);
      })
      .catch(function () {
        close(state);
        say(state, figure.dataset.labelFailed);
      })
      .then(function () {
        state.busy = false;
        state.button.removeAttribute("aria-busy");
        label(state);
      });
  }

  function close(state) {
    if (window.Plotly) {
      window.Plotly.purge(state.stage);
    }
    state.stage.hidden = true;
    state.pictures.forEach(function (picture) { picture.removeAttribute("hidden"); });
    state.opened = false;
    label(state);
  }

  /* Words beside the button, read out too: nothing may fail in silence. */
  function say(state, words) {
    state.said.textContent = words;
    state.said.hidden = !words;
  }

  function label(state) {
    const words = state.figure.dataset;
    state.button.textContent = state.opened ? words.labelClose : words.labelOpen;
    state.button.setAttribute("aria-expanded", String(state.opened));
  }

  function prepare(figure) {
    if (figure.dataset.ready) {
      return null;
    }
    figure.dataset.ready = "yes";
    const stage = document.createElement("div");
    stage.className = "jb-chart__stage";
    stage.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jb-chart__switch md-button";
    const said = document.createElement("p");
    said.className = "jb-chart__said";
    said.setAttribute("role", "status");
    said.hidden = true;
    const pictures = Array.from(figure.querySelectorAll("svg.jb-picture"));
    const state = {
      figure: figure, stage: stage, button: button, said: said, pictures: pictures,
      opened: false, busy: false,
    };
    const last = pictures[pictures.length - 1];
    if (last) {
      last.after(stage, button, said);
    } else {
      figure.prepend(stage, button, said);
    }
    button.addEventListener("click", function () {
      if (state.busy) {
        return;
      }
      if (state.opened) {
        close(state);
      } else {
        open(state);
      }
    });
    label(state);
    offer(figure, "SVG", function () { saveSvg(figure); });
    offer(figure, "PNG", function () { savePng(figure); });
    return state;
  }

  function offer(figure, kind, save) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jb-chart__save jb-chart__" + kind.toLowerCase();
    button.textContent = kind;
    button.setAttribute("aria-label", figure.dataset.title + " " + kind);
    button.addEventListener("click", save);
    figure.querySelector(".jb-chart__files").append(" ", button);
  }

  /* The page's picture as a document of its own, with its title and its description. */
  function documentOf(figure) {
    const svg = figure.querySelector("svg.jb-picture").cloneNode(true);
    [["desc", svg.getAttribute("aria-label")], ["title", figure.dataset.title]].forEach(function (part) {
      const element = document.createElementNS(svg.namespaceURI, part[0]);
      element.textContent = part[1];
      svg.prepend(element);
    });
    ["class", "hidden", "aria-label"].forEach(function (name) { svg.removeAttribute(name); });
    return new XMLSerializer().serializeToString(svg);
  }

  function keep(content, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function saveSvg(figure) {
    keep(new Blob([documentOf(figure)], { type: "image/svg+xml" }), figure.dataset.name + ".svg");
  }

  /* In the colours shown, twice as fine. */
  function savePng(figure) {
    const colours = dark() ? sourceOf(figure).dark : {};
    const drawn = documentOf(figure).replace(/"#[0-9a-f]{6}"/g, function (found) {
      return '"' + coloured(found.slice(1, -1), colours) + '"';
    });
    const image = new Image();
    image.onload = function () {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.naturalWidth;
      canvas.height = 2 * image.naturalHeight;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { keep(blob, figure.dataset.name + ".png"); }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn);
  }

  const states = [];

  function start() {
    document.querySelectorAll("figure.jb-chart[data-plotly]").forEach(function (figure) {
      const state = prepare(figure);
      if (state) {
        states.push(state);
      }
    });
  }

  /* The palette switch of the theme changes an attribute of the body: open figures follow it. */
  function follow() {
    new MutationObserver(function () {
      states.forEach(function (state) {
        if (state.opened && window.Plotly && state.figure.isConnected) {
          draw(state);
        }
      });
    }).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  function begin() {
    start();
    follow();
    if (window.document$ && typeof window.document$.subscribe === "function") {
      window.document$.subscribe(start);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
