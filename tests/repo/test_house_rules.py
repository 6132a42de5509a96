"""The rules of the house that no linter holds."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

LONGEST_FILE, LONGEST_FUNCTION = 400, 30
LONGEST_QUOTE = 60
CODE = sorted((ROOT / "kader").rglob("*.py"))
TEMPLATES = sorted((ROOT / "kader" / "web").rglob("templates/**/*.html"))


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project that hold text; without git all but what is generated."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / line for line in listed.stdout.split("\0") if line)
    return tuple(path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- files --------------------------------------------------------------------------------------------------


def test_lock_files_hold_no_registry_address() -> None:
    locks = [ROOT / "package-lock.json", *sorted((ROOT / "requirements").glob("*.txt"))]
    address = re.compile(
        r"\"resolved\"|--(extra-)?index-url|--find-links|--trusted-host|registry\.|@ https?://"
    )
    assert [name(path) for path in locks if address.search(read(path))] == []


def test_python_is_locked_by_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        blocks = re.split(r"(?m)^(?=[a-z0-9])", read(path), flags=re.IGNORECASE)
        pinned = [block for block in blocks if re.match(r"[\w.\[\]-]+==", block)]
        assert pinned, name(path)
        assert [block.split()[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_files_can_be_read_in_a_sitting() -> None:
    long = {name(path): read(path).count("\n") for path in CODE if read(path).count("\n") > LONGEST_FILE}
    assert long == {}


def test_functions_stay_short() -> None:
    long = {
        f"{name(path)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in CODE
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == {}


def test_no_test_is_timed() -> None:
    clocks = re.compile(r"\b(perf_counter|process_time|monotonic)\b")
    timed = [name(p) for p in sorted((ROOT / "tests").rglob("test_*.py")) if clocks.search(read(p))]
    assert [p for p in timed if p != name(Path(__file__))] == []


def test_files_are_named_for_what_they_hold() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
    assert [name(path) for path in CODE if vague.search(path.stem)] == []


def test_package_itself_is_empty() -> None:
    assert read(ROOT / "kader" / "__init__.py") == ""


def test_project_names_no_folder_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w./:<])/(work|root|home|Users|tmp)/[\w.-]+")
    assert [name(path) for path in tracked() if machine.search(read(path))] == []


def test_no_file_is_signed_by_a_tool() -> None:
    signed = re.compile(r"(?i)co-authored" + r"-by:|generated" + r" (with|by) \[")
    assert [name(path) for path in tracked() if signed.search(read(path))] == []


def test_no_sentence_was_taken_from_the_real_documents(shared: Path) -> None:
    """Short phrases that a real remark quotes may stand in a framework; sentences may not."""
    own = {name(path): _plain(read(path)) for path in tracked()}
    taken = [
        (path, sentence)
        for document in sorted((shared / "real").glob("*.txt"))
        for sentence in _sentences(document)
        for path, text in own.items()
        if sentence in text
    ]
    assert taken == []


def _sentences(document: Path) -> list[str]:
    found = re.split(r"(?<=[.!?])\s+|\n\s*\n", read(document))
    return [plain for sentence in found if len(plain := _plain(sentence)) > LONGEST_QUOTE]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# -- the audit log ------------------------------------------------------------------------------------------

# Who may write without an entry in the audit log, and why that hides no act of anyone.
BOOKKEEPING = {
    "kader/services/round_mails.py": "mails that the clock asks for: the outbox itself shows them",
    "kader/services/mail_sending.py": "claims of mails, tries and outcomes: the outbox itself shows them",
    "kader/services/keeping_drafts.py": "what someone is still typing is theirs alone; saving it is the act",
    "kader/services/sessions.py": "when a session was last seen; starting and ending one are acts",
    "kader/services/signing_in.py": "counts of attempts; what came of them is an act",
    "kader/services/choosing_password.py": "counts of attempts; what came of them is an act",
    "kader/services/second_factor.py": "counts of attempts, and a secret that is not confirmed yet",
}


def test_every_write_goes_through_the_audit_log() -> None:
    """`Wiring.writing` is the only way to write, and it appends the entry."""
    write = re.compile(r"\.write\(\) as |database\.engine\b|sessionmaker|\bSession\(")
    own = {"kader/services/wiring.py", "kader/storage/database.py", "kader/storage/migrations.py"}
    assert [name(path) for path in CODE if name(path) not in own and write.search(read(path))] == []


def test_what_writes_without_an_entry_is_listed_with_its_reason() -> None:
    users = {name(path) for path in CODE if ".bookkeeping(" in read(path)}
    assert users == set(BOOKKEEPING)


# -- templates ----------------------------------------------------------------------------------------------


def test_every_page_extends_the_base() -> None:
    pages = [p for p in TEMPLATES if p.name != "base.html" and p.parent.name != "macros" and p.name[0] != "_"]
    assert pages
    assert [name(path) for path in pages if not read(path).lstrip().startswith('{% extends "')] == []


def test_templates_hold_no_style_or_script_of_their_own() -> None:
    """The content policy would forbid them anyway, silently."""
    own = re.compile(r"(?i)<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:")
    assert [name(path) for path in TEMPLATES if own.search(_without_remarks(read(path)))] == []


def test_templates_mark_nothing_as_safe_that_people_typed() -> None:
    """`safe` is for markup that stands in the template itself."""
    loose = re.compile(r"(?<!['\"])\s*\|\s*safe\b")
    assert [name(path) for path in TEMPLATES if loose.search(read(path))] == []


def test_every_form_that_sends_carries_its_token() -> None:
    forms = re.compile(r"(?is)<form\b[^>]*\bmethod=[\"']post[\"'].*?</form>")
    wrong = [
        name(path)
        for path in TEMPLATES
        for form in forms.findall(read(path))
        if "csrf()" not in form and "csrf_token()" not in form
    ]
    assert wrong == []


def test_every_asset_that_a_template_names_is_there() -> None:
    assets = ROOT / "kader" / "web" / "assets"
    wanted = {
        found for path in TEMPLATES for found in re.findall(r"asset\(['\"]([^'\"]+)['\"]\)", read(path))
    }
    assert wanted
    assert [file for file in sorted(wanted) if not (assets / file).is_file()] == []


def _without_remarks(template: str) -> str:
    return re.sub(r"(?s)\{#.*?#\}", "", template)
