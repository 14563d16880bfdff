from assistant.drafting.repeats import Repeats


def test_a_clause_without_facts_is_said_once():
    repeats = Repeats(lambda clause: any(c.isdigit() for c in clause))
    assert repeats.drop("支部认真学习，队伍的凝聚力明显增强。") == "支部认真学习，队伍的凝聚力明显增强。"
    assert repeats.drop("开展党日14次，队伍的凝聚力明显增强。") == "开展党日14次。"
    assert repeats.drop("开展党日14次，队伍的凝聚力明显增强，大家很受鼓舞。") == "开展党日14次，大家很受鼓舞。"


def test_a_whole_sentence_said_before_goes_but_never_the_whole_paragraph():
    repeats = Repeats(lambda clause: False)
    assert repeats.drop("队伍的凝聚力明显增强。") == "队伍的凝聚力明显增强。"
    assert repeats.drop("大家认真学习理论知识。队伍的凝聚力明显增强。") == "大家认真学习理论知识。"
    assert repeats.drop("队伍的凝聚力明显增强。") == "队伍的凝聚力明显增强。"


def test_what_carries_a_fact_stays():
    repeats = Repeats(lambda clause: "党员大会4次" in clause)
    text = "召开支部党员大会4次。"
    assert [repeats.drop(text), repeats.drop(text)] == [text, text]
