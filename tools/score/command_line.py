"""How the scoring tools read their arguments."""
import sys


def arguments(count, usage):
    """Splits sys.argv into so many positions and a map of the options, each with its value; else tells the usage and ends."""
    positions, options, it = [], {}, iter(sys.argv[1:])
    for a in it:
        if a.startswith("--"):
            options[a] = next(it)
        else:
            positions.append(a)
    if len(positions) != count:
        sys.exit(usage)
    return positions, options
