/* Interactive figures on demand.
 *
 * A page shows static pictures. Each `<figure class="jb-chart" data-figure data-plotly data-locale
 * data-label-open data-label-close>` gets a button; only when a reader presses it are Plotly and the
 * figure's data loaded, both by script elements, so that it also works from a disk (file://).
 * Nothing is stored and nothing is sent anywhere. No inline script, no eval.
 */
(function () {
  "use strict";

  const figures = new Map();
  const loaded = new Map();

  /* A figure's own script calls this: `window.jibaoFigure("id", {data, layout, config, dark})`. */
  window.jibaoFigure = function (id, figure) {
    figures.set(id, figure);
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

  function scriptAddress(address) {
    return address.replace(/\.json(?=$|[?#])/, ".js");
  }

  function idOf(address) {
    const name = address.split(/[?#]/)[0].split("/").pop();
    return decodeURIComponent(name).replace(/\.json$|\.js$/, "");
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

  /* Narrow pages take the figure that was laid out for them; both then fill the width there is. */
  const NARROW = 480;

  function chosen(source, room) {
    return source.narrow && room < NARROW ? source.narrow : source;
  }

  function draw(state) {
    const source = figures.get(state.id);
    const room = state.stage.clientWidth || source.layout.width;
    const figure = chosen(source, room);
    const copy = coloured({ data: figure.data, layout: figure.layout }, dark() ? source.dark : {});
    delete copy.layout.width;
    copy.layout.autosize = true;
    copy.layout.margin.autoexpand = true; // Plotly's own legend may take more rows than ours
    return window.Plotly.newPlot(state.stage, copy.data, copy.layout, source.config);
  }

  function open(state) {
    const figure = state.figure;
    say(state, "");
    /* Not `disabled`: that would take the focus away from who works with the keyboard. */
    state.busy = true;
    state.button.setAttribute("aria-busy", "true");
    return load(figure.dataset.plotly)
      .then(function () { return figure.dataset.locale ? load(figure.dataset.locale) : null; })
      .then(function () { return load(scriptAddress(figure.dataset.figure)); })
      .then(function () {
        state.stage.hidden = false;
        state.pictures.forEach(function (picture) { picture.hidden = true; });
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
    state.pictures.forEach(function (picture) { picture.hidden = false; });
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

  /* What is replaced: the pictures and the links or paragraphs around them, never the caption, the
   * data table or the button. */
  function picturesOf(figure) {
    const found = [];
    Array.from(figure.children).forEach(function (child) {
      const holds = child.matches("img, svg, picture") || child.querySelector("img, svg, picture");
      if (holds && !child.matches("figcaption, details, table, button")) {
        found.push(child);
      }
    });
    return found;
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
    const pictures = picturesOf(figure);
    const state = {
      figure: figure, stage: stage, button: button, said: said, pictures: pictures,
      id: idOf(figure.dataset.figure), opened: false, busy: false,
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
    return state;
  }

  /* The picture as shown, twice as fine, as a PNG. From a disk the browser forbids reading a picture
   * back, so there the button is left out; the SVG beside it can always be saved. */
  function offerPng(link) {
    if (location.protocol === "file:") {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jb-chart__png";
    button.textContent = "PNG";
    button.setAttribute("aria-label", (link.getAttribute("aria-label") || "").replace(/SVG$/, "PNG"));
    button.addEventListener("click", function () {
      savePng(link.href.replace(/\.light\.svg(?=$|[?#])/, dark() ? ".dark.svg" : ".light.svg"));
    });
    link.after(" ", button);
  }

  function savePng(address) {
    const image = new Image();
    image.onload = function () {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.naturalWidth;
      canvas.height = 2 * image.naturalHeight;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = idOf(address).replace(/\.(light|dark)\.svg$/, "") + ".png";
        link.click();
        URL.revokeObjectURL(link.href);
      }, "image/png");
    };
    image.src = address;
  }

  const states = [];

  function start() {
    document.querySelectorAll("a.jb-chart__svg:not([data-ready])").forEach(function (link) {
      link.dataset.ready = "yes";
      offerPng(link);
    });
    document.querySelectorAll("figure.jb-chart[data-figure][data-plotly]").forEach(function (figure) {
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
        if (state.opened && window.Plotly && figures.has(state.id) && state.figure.isConnected) {
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
