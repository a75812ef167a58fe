// A server with one page for every missing address shows the Chinese one under /en/, too: the language
// of the address comes first. Without this script both stand there all the same.
(function () {
  "use strict"
  var wanted = /\/en\//.test(location.pathname) ? "en" : "zh-Hans"
  var first = document.querySelector(".jb-missing")
  var own = document.querySelector('.jb-missing[lang="' + wanted + '"]')
  if (!first || !own || first === own) return
  function rename(section, level) {
    var old = section.querySelector("h1, h2")
    var made = document.createElement(level)
    made.textContent = old.textContent
    old.replaceWith(made)
    return made
  }
  rename(first, "h2")
  var heading = rename(own, "h1")
  heading.id = "jb-content"
  heading.tabIndex = -1
  first.before(own)
  document.title = document.title.replace(first.dataset.title, own.dataset.title)
})()
