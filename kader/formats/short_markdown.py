"""A short text in markdown (what an editor writes beside a round) as HTML that can do no harm.

html is off in the markdown, and what comes out is cleaned once more, so that a fault in one is caught by the
other. Headings start below those of the page; images are left out.
"""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

MAX_LENGTH = 20_000
"""Code points that are read; a longer text is shown as far as that."""
_HIGHEST_HEADING = 3
_PARSER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).enable("table").disable(["image", "code"])
)
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "code", "pre", "hr"),
        *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener noreferrer",
)


def to_html(text: str) -> Markup:
    """Markdown as HTML, without ids and without anything that runs or loads."""
    tokens = _PARSER.parse(text[:MAX_LENGTH])
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _HIGHEST_HEADING - 1, 6)}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(_CLEANER.clean(html))  # noqa: S704 - cleaned just now
