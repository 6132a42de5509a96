"""`make bench`: every measured figure, one table after another."""

import sys

from bench import anchoring, comparison, locating, screens, uptake

if __name__ == "__main__":
    status = anchoring.main(sys.argv[1:])
    for bench in (comparison, locating, uptake, screens):
        print()
        bench.main()
    sys.exit(status)
