// A server with one page for every missing address shows the root's one everywhere: the language of the
// address comes first. Each part's link leads to its language's first page, which tells its folder. Without
// this script all stand there all the same.
(function () {
  "use strict"
  var sections = Array.from(document.querySelectorAll(".jb-missing"))
  function home(section) {
    return section.querySelector("a").pathname.replace(/index\.html$/, "")
  }
  sections.sort(function (a, b) {
    return home(a).length - home(b).length
  })
  var first = document.querySelector(".jb-missing")
  var own = sections.slice(1).find(function (section) {
    return location.pathname.includes(home(section).slice(home(sections[0]).length - 1))
  }) || sections[0]
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
