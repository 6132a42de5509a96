"""A client that reads every page it fetches as strictly as a reader with a screen reader would.

Each HTML answer must have a title, one h1, valid HTML, unique ids, labels on its fields, names on its links
and buttons, targets for its internal links, and no style or script of its own: the content policy forbids it.
"""

from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_UNLABELLED = {"hidden", "submit", "button", "image"}


class CheckingClient(FlaskClient):
    """The test client of the app; `page` is the tree of the last HTML answer."""

    page: Element

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            self.page = check_page(response.text)
        return response

    def path(self, *args: Any, **kwargs: Any) -> TestResponse:
        """GET a page that must be there."""
        response = self.get(*args, **kwargs)
        assert response.status_code == 200, (args, response.status)
        return response


def check_page(html: str) -> Element:
    """The tree of a page; fails with what is wrong with it."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert tree.get("lang") == "nl"
    assert text_of(tree.find("head/title")).split(" · ")[0].strip(), "a page needs a title"
    assert len(list(tree.iter("h1"))) == 1, [text_of(h1) for h1 in tree.iter("h1")]
    _check_ids(tree)
    _check_names(tree)
    _check_policy(tree)
    return tree


def text_of(element: Element | None) -> str:
    """The words of an element, white space brought to single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _check_ids(tree: Element) -> None:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    wanted = {link.get("href", "")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")}
    assert wanted - set(ids) == set()
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
        named = {name for element in tree.iter() for name in element.get(attribute, "").split()}
        assert named - set(ids) == set(), attribute


def _check_names(tree: Element) -> None:
    labels = {label.get("for") for label in tree.iter("label")}
    for field in (*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")):
        if field.get("type") not in _UNLABELLED:
            assert field.get("id") in labels or field.get("aria-label"), field.attrib
    for control in (*tree.iter("a"), *tree.iter("button")):
        assert text_of(control) or control.get("aria-label"), control.attrib


def _check_policy(tree: Element) -> None:
    assert [e.tag for e in tree.iter() if e.get("style") or any(a.startswith("on") for a in e.attrib)] == []
    assert list(tree.iter("style")) == []
    assert [s for s in tree.iter("script") if not s.get("src") or text_of(s)] == []
    sources = [e.get("src") or "" for e in tree.iter("script")]
    sources += [e.get("href") or "" for e in tree.iter("link")]
    assert [source for source in sources if not source.startswith("/")] == []
