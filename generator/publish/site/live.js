/* Only in `jibao serve`: shows the newest build, and the findings that stopped one. */
(function () {
  "use strict";
  var box = null;

  function hide() {
    if (box) box.remove();
    box = null;
  }

  function show(message) {
    hide();
    box = document.createElement("section");
    box.setAttribute("role", "alert");
    box.lang = message.lang;
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9999;" +
      "background:#fff;color:#1a1a1a;border-top:4px solid #b3261e;padding:16px 20px;" +
      "font:15px/1.6 system-ui,sans-serif;white-space:pre-wrap;overflow-wrap:anywhere";
    var head = document.createElement("strong");
    head.textContent = message.title;
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = message.close;
    close.style.cssText = "float:right;padding:4px 12px";
    close.addEventListener("click", hide);
    var text = document.createElement("div");
    text.textContent = message.text; // a clerk's words are text, whatever they look like
    box.append(close, head, text);
    document.body.append(box);
  }

  var events = new EventSource("/_jibao/events");
  var seen = null;
  events.addEventListener("version", function (event) {
    if (seen !== null && seen !== event.data) location.reload();
    seen = event.data;
  });
  events.addEventListener("findings", function (event) {
    var message = JSON.parse(event.data);
    if (message.text) show(message);
    else hide();
  });
})();
