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

  /* The picture is drawn for its own width; on a narrower screen texts and margins shrink with it,
   * down to 11 px, and ticks whose texts would touch are thinned. */
  function fitted(copy, room) {
    const layout = copy.layout;
    const scale = Math.max(11 / layout.font.size, Math.min(1, room / layout.width));
    delete layout.width;
    layout.autosize = true;
    const named = copy.data.filter(function (trace) { return layout.showlegend && trace.showlegend; });
    layout.height = Math.round(layout.height + (1 - scale) * (60 + 60 * named.length));
    layout.font.size = Math.round(layout.font.size * scale);
    layout.margin.l = Math.round(layout.margin.l * scale);
    layout.margin.r = Math.round(layout.margin.r * scale);
    layout.annotations.forEach(function (note) {
      note.font.size = Math.max(10, Math.round(note.font.size * scale));
      if (note.xref === "paper") {
        note.xshift = Math.round(note.xshift * scale);
      }
    });
    copy.data.forEach(function (trace) {
      if (trace.textfont) {
        trace.textfont.size = layout.font.size;
      }
    });
    thin(layout.xaxis, room - layout.margin.l - layout.margin.r, layout.font.size);
  }

  function textWidth(text, size) {
    const longest = text.split("<br>").map(function (line) {
      return Array.from(line).reduce(function (sum, c) { return sum + (c > "\u2e7f" ? 1 : 0.62); }, 0);
    });
    return Math.max.apply(null, longest) * size;
  }

  function thin(axis, room, size) {
    const values = axis.tickvals;
    if (values.length < 2) {
      return;
    }
    const step = Math.abs((values[1] - values[0]) / (axis.range[1] - axis.range[0])) * room;
    const widest = Math.max.apply(null, axis.ticktext.map(function (t) { return textWidth(t, size); }));
    const every = Math.max(1, Math.ceil((widest + 10) / step));
    const last = values.length - 1;
    const kept = function (_, index) { return (last - index) % every === 0; };
    const wanted = every > 1 && axis.ticktext.some(function (t) { return t.includes("<br>"); })
      ? function (_, index) { return axis.ticktext[index].includes("<br>"); }
      : kept;
    const texts = axis.ticktext.filter(wanted);
    axis.tickvals = values.filter(wanted);
    axis.ticktext = texts;
  }

  function draw(state) {
    const source = figures.get(state.id);
    const copy = coloured({ data: source.data, layout: source.layout }, dark() ? source.dark : {});
    const room = state.stage.clientWidth || source.layout.width;
    fitted(copy, room);
    return window.Plotly.newPlot(state.stage, copy.data, copy.layout, source.config);
  }

  function open(state) {
    const figure = state.figure;
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
      .catch(function () { close(state); })
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
    const pictures = picturesOf(figure);
    const state = {
      figure: figure, stage: stage, button: button, pictures: pictures,
      id: idOf(figure.dataset.figure), opened: false, busy: false,
    };
    const last = pictures[pictures.length - 1];
    if (last) {
      last.after(stage, button);
    } else {
      figure.prepend(stage, button);
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

  const states = [];

  function start() {
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
