"""How fast and how well two versions are compared, beside the tools that are known for it.

python -m bench.comparison
"""

from bench.comparison_edits import report_edits
from bench.comparison_growth import report_growth, report_hostile
from bench.comparison_quality import report_quality


def main() -> None:
    report_quality()
    report_edits()
    report_growth()
    report_hostile()


if __name__ == "__main__":
    main()
