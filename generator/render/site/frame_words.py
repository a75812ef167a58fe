"""The few words of the theme's frame, for languages whose words do not stand in the theme itself: those of
`partials/words.html`, of `partials/languages/` and of the scripts."""

from collections.abc import Callable, Mapping

from generator.domain.text import LANGS, Lang, tag_of
from generator.render.environment import theme_text
from generator.wording.localizer import Localizer


def frame_words(localizers: Mapping[Lang, Localizer]) -> dict[Lang, dict[str, str]]:
    """Language → key → words."""
    return {
        lang: {key: theme_text(words) for key, words in (_themes(own) | _ours(own.t)).items()}
        for lang, own in localizers.items()
        if lang not in LANGS
    }


def _ours(t: Callable[[str], str]) -> dict[str, str]:
    return {
        "search.dialog": t("Search this site"),
        "search.placeholder": t("Search indicators, {sub_areas}, tasks"),
        "search.reset": t("Clear"),
        "search.start": t("Type an indicator, {a_sub_area}, a task or a term"),
        "search.loading": t("Loading the search data…"),
        "search.failed": t("The search data could not be loaded. Check the connection and try again."),
        "search.one": t("1 page found"),
        "search.many": t("{n} pages found"),
        "search.none": t("This site has no “{query}”, nor a name like it."),
        "search.near": t("This site has no “{query}”. The nearest are:"),
        "path": t("You are here"),
        "skip": t("Skip to content"),
        "release": t("Release"),
        "release_date": t("Published"),
        "feed": t("Releases and corrections (Atom feed)"),
        "missing.title": t("Page not found"),
        "missing.text": t(
            "The address may be wrong, or the page may have moved. Try the search above, or start from the "
            "home page."
        ),
        "missing.home": t("Go to the home page"),
        "draft": t("Draft, not sealed as a release."),
        "demonstration": t("Demonstration data: the figures are invented and are not monitoring results."),
        "menu": t("Menu"),
        "search": t("Search"),
        "table": t("Table, scrolls sideways"),
        "dark": t("Switch to dark"),
        "light": t("Switch to light"),
    }


def _themes(localizer: Localizer) -> dict[str, str]:
    """Those of the theme's own that a page of ours shows or says, as far as our catalogue has them: the theme
    speaks more languages than we do."""
    t, tag = localizer.t, {"language": tag_of(localizer.lang)}
    words = {
        "action.skip": t("Skip to content"),
        "clipboard.copy": t("Copy to clipboard"),
        "clipboard.copied": t("Copied to clipboard"),
        "footer": t("Footer"),
        "footer.next": t("Next"),
        "footer.previous": t("Previous"),
        "header": t("Header"),
        "nav": t("Navigation"),
        "search.share": t("Share"),
        "search.result.initializer": t("Initializing search"),
        "search.result.placeholder": t("Type to start searching"),
        "search.result.none": t("No matching documents"),
        "search.result.one": t("1 matching document"),
        "search.result.other": t("# matching documents"),
        "search.result.more.one": t("1 more on this page"),
        "search.result.more.other": t("# more on this page"),
        "search.result.term.missing": t("Missing"),
        "select.language": t("Select language"),
        "select.version": t("Select version"),
        "tabs": t("Tabs"),
        "toc": t("On this page"),
        "top": t("Back to top"),
    }
    return tag | {key: said for key, said in words.items() if said in localizer.catalogue.values()}
