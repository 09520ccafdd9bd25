"""The difference of two texts, marked inside the newer one: `[-dropped-]{+added+}`, as word diffs are shown."""

from __future__ import annotations

from difflib import SequenceMatcher


def marked(old: str, new: str) -> str:
    """The newer text with what was dropped and what was added marked in place.

    The texts are compared by characters, since Chinese has no spaces between words.
    """
    parts = list[str]()
    # `autojunk` would take the frequent signs of a long text for noise.
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(new[j1:j2])
            continue
        parts.append(f"[-{old[i1:i2]}-]" if i1 < i2 else "")
        parts.append(f"{{+{new[j1:j2]}+}}" if j1 < j2 else "")
    return "".join(parts)
