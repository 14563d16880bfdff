"""Removing leaves no trace: the files are searched for the text."""

from pathlib import Path

TELLTALES = ("望火楼里的灯", "护林防火期内党员带头巡山", "东岭林场")


def traces(root: Path) -> list[str]:
    """Files under `root` that hold a telltale in UTF-8 or UTF-16."""
    forms = [t.encode(e) for t in TELLTALES for e in ("utf-8", "utf-16-le")]
    forms += [t.encode("unicode_escape") for t in TELLTALES]
    return [str(f.relative_to(root)) for f in root.rglob("*") if f.is_file() and any(form in f.read_bytes() for form in forms)]


def test_no_bytes_of_a_removed_sample_are_left_on_disk(indexed, tmp_path):
    state = tmp_path / "state"
    assert traces(state)
    assert indexed.search("巡山护林", k=1)[0].passage.text.startswith("护林")
    indexed.remove(indexed.find("东岭"))
    assert traces(state) == []
    assert len(indexed.documents()) == 1


def test_chroma_writes_no_pieces_of_memory_behind_the_last_vector(indexed, tmp_path):
    (lengths,) = (tmp_path / "state").rglob("length.bin")
    count = sum(d.passages for d in indexed.documents())
    assert lengths.stat().st_size > 4 * count
    assert set(lengths.read_bytes()[4 * count :]) == {0}
    (vectors,) = (tmp_path / "state").rglob("data_level0.bin")
    size = vectors.stat().st_size // (lengths.stat().st_size // 4)
    assert set(vectors.read_bytes()[size * count :]) == {0}
    assert len(indexed.search("党", k=20)) == count


def test_what_was_removed_is_found_by_no_search_and_no_leak_check(indexed):
    indexed.remove(indexed.find("东岭"))
    assert all("临湖" in indexed.find(h.passage.document).title for h in indexed.search("巡山护林", k=20))
    assert indexed.leaks().runs("全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，没有一处火情越过山脊。") == []


def test_a_removed_sample_stays_out_until_it_is_named_again(indexed, folder):
    indexed.remove(indexed.find("林场.md"))
    assert indexed.index([folder]).added == []
    assert indexed.index([folder], rebuild=True).added == []
    assert len(indexed.documents()) == 1
    assert indexed.index([folder / "林场.md"]).added == [str(folder / "林场.md")]
    indexed.remove(indexed.find("水厂.txt"))
    assert indexed.index([folder]).added == []
