"""Make assistant/text/data/words.txt from the dictionary of jieba (MIT licence): python word_list.py PATH/TO/jieba/dict.txt.

Common words of one to four characters, the most frequent first. Names of persons, places and bodies are left out, since the list
serves to tell names from words. Words that are no nouns are marked with "-". Verbs that also stand as nouns (治理) are listed in acts.txt.
"""

import sys
from pathlib import Path

LEAST = 80  # occurrences in jieba's corpus; rarer entries are mostly names and misspellings
COMMON_ACTS = 500
NOUNS = "njbtsgqxl"  # the first letters of jieba's kinds that may stand in a name
DATA = Path(__file__).parents[2] / "assistant" / "text" / "data"
HEADER = """\
# Common words, the most frequent first, marked "-" unless nouns; names of persons, places and bodies are left out.
# Made by evals/masking/word_list.py.
# Source: dict.txt of jieba 0.42.1, Copyright (c) 2013 Sun Junyi, MIT licence (https://github.com/fxsjy/jieba).
"""
ACTS_HEADER = """\
# Verbs that also stand as nouns (治理). Made by evals/masking/word_list.py.
# Source: dict.txt of jieba 0.42.1, Copyright (c) 2013 Sun Junyi, MIT licence (https://github.com/fxsjy/jieba)."""


def main(dictionary: str) -> None:
    """Write the word list."""
    surnames = set("".join(line for line in (DATA / "surnames.txt").read_text("utf-8").splitlines() if line[:1] != "#"))
    rows = [line.split(" ") for line in Path(dictionary).read_text("utf-8").splitlines()]
    kept = [(w, int(n), kind) for w, n, kind in rows if _is_word(w, int(n), kind, surnames)]
    words = [(-count, word + "-" * (kind[0] not in NOUNS and kind != "vn")) for word, count, kind in kept]
    (DATA / "words.txt").write_text(HEADER + "\n".join(word for _, word in sorted(words)) + "\n", "utf-8")
    acts = sorted(w for w, n, kind in rows if kind == "vn" and len(w) == 2 and int(n) > COMMON_ACTS)
    lines = [" ".join(acts[i : i + 40]) for i in range(0, len(acts), 40)]
    (DATA / "acts.txt").write_text("\n".join([ACTS_HEADER, *lines]) + "\n", "utf-8")


def _is_word(word: str, count: int, kind: str, surnames: set[str]) -> bool:
    chinese = all("一" <= c <= "鿿" for c in word)
    levels_only = set(word) <= set("省市县区州镇乡村旗盟局")  # 州市 would hide 安州市
    if not chinese or len(word) > 4 or (len(word) > 1 and (count < LEAST or levels_only)):
        return False
    if kind in ("ns", "nt", "nrfg", "nrt") and len(word) > 1:
        return False
    return len(word) == 1 or kind != "nr" or word[0] not in surnames or (len(word) == 2 and count >= 100)


if __name__ == "__main__":
    main(sys.argv[1])
