"""PH: values, names and dates that are masked. Instructions and template fields are in `blanks`."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.masks import CROSS, HALF_MASKED, LONE, RUN, SIGN, SIGNS, form_line, masked_in_several_ways, masked_terms, no_mask
from assistant.checks.matching import HAN, Match, any_of, matching
from assistant.checks.model import Hit, Rule
from assistant.text.patterns import compiled

PRACTICE = "实务：定稿中不得留有代替真实内容的符号"


def _masked_terms(doc: Analysis) -> Iterator[Hit]:
    if not doc.characters.isdisjoint(SIGNS):
        for match in masked_terms(doc):
            yield Hit(match.start(), match.end(), f"“{match[0]}”是公开提法，不应打码，请写出全称")


def _masked_in_several_ways(doc: Analysis) -> Iterator[Hit]:
    if not doc.characters.isdisjoint(SIGNS):
        for rare, usual in masked_in_several_ways(doc):
            yield Hit(rare.start(), rare.end(), f"“{rare[0]}”与“{usual[0]}”可能是同一名称，打码形式应当一致")


_CASE = 120  # characters looked at around a nameless person


def _of_a_case(doc: Analysis, match: Match) -> bool:
    """Whether a nameless person is one of a case that the text tells."""
    low, high = doc.sentence(match.start())
    around = max(low, match.start() - _CASE), min(high, match.end() + _CASE)
    return bool(compiled("违纪|违法|处分|受贿|贪污|被查|通报|案例|案件|判处").search(doc.text, *around))


_NAMELESS = (
    "单位|公司|局|县|市|区|镇|乡|村|社区|学校|医院|企业|部门|地(?!区性)|党校|党支部|集团|街道|同志|项目部|领导|教授|专家|基地|银行|工地"
)

RULES = (
    Rule(
        code="PH001",
        severity="error",
        title="数值或名称打了码",
        reason="用 X、×、* 等代替的数值和名称没有换成真实内容，稿件不能上报",
        source=PRACTICE,
        advice="填写真实的数值或名称；不需要时连同所在的句子一并删去",
        find=any_of(
            matching(RUN, "占位符“{text}”没有换成真实内容", needs=SIGNS, begins=SIGNS, unless=no_mask),
            matching(LONE, "占位符“{text}”没有换成真实内容", needs=SIGNS, begins=SIGNS, unless=no_mask),
            matching(HALF_MASKED, "数值“{text}”没有填完整", needs=SIGNS, begins=r"\d"),
            matching(
                rf"(?<={HAN})(?:{CROSS}\d{{1,3}}|[NMnm]{{1,2}})(?=(?:人次|名|人|次|个|场|篇|份|件|项|户|期|万元|元)(?![A-Za-z+＋]))",
                "占位符“{text}”没有换成真实内容",
                needs=SIGNS + "NMnm",
                begins=SIGNS + "NMnm",
                unless=lambda doc, match: doc.text[match.start() - 1] in "第约",
            ),
        ),
        yields_to=("PH002", "PH003", "PH004", "PH005", "PH006", "PH007", "LK001"),
        bad=(
            "全年谈心谈话共计XX人次。",
            "选拔中层干部X名，培养后备干部x人,转正X名。",
            "党支部与xxx公司结对共建。",
            "××单位党员参加了活动。",
            "全年开展活动＊＊＊次。",
            "本部门节支ＸＸ万元，完成年度任务的XX%。",
            "会上传达了***文件。",
            "体检共2XX人参加。",
            "在 X X 公司召开现场会。",
        ),
        good=(
            "统一购置XXL号工作服30件。",
            "全体职工参加X光检查，补充维生素X。",
            "讲座介绍了XX染色体的知识。",
            "展板为3×5米，长×宽按图纸执行。",
            "开展“X+N”主题党日活动，推行“党建+X”。",
            "**一是抓学习。**组织党员自学。",
            "二○○八年成立的支部，二〇〇九年换届。",
            "* 第一条\n* 第二条\n***",
            "取得1+X证书12人，登录 www.xinxi.com 学习。",
        ),
    ),
    Rule(
        code="PH002",
        severity="error",
        title="年份打了码",
        reason="年份没有写全，读者无法判断是哪一年的工作",
        source=PRACTICE,
        advice="写出四位数的年份",
        find=any_of(
            matching(
                rf"(?<![\dA-Za-z])(?:(?:19|20|２０|１９)(?:{SIGN}|[_＿某]){{2}}|(?:19|20|２０)\d{SIGN}|2{SIGN}{{3}}(?=年)|20{CROSS}\d(?=年)"
                rf"|(?:19|20)[ _＿　]{{2,}}(?=年)|(?:19|20)\d[_＿]{{1,4}}(?=年))(?:年度?)?",
                "年份“{text}”没有写全",
                needs=SIGNS + "_＿某 　",
                begins="12１２",
            ),
            matching(
                rf"(?:二[〇○零ＯO0]|一九)(?:{SIGN}{{1,2}}|[一二三四五六七八九]{CROSS})(?=年)年度?",
                "年份“{text}”没有写全",
                needs=SIGNS,
                begins="二一",
                unless=lambda doc, match: not match[0].strip("二一九三四五六七八〇○零年度"),
            ),
            matching(
                rf"(?<![A-Za-z\d])(?<!{HAN}){SIGN}{{2,4}}年(?:度|底|初)?(?!{SIGN}{{1,2}}月)",
                "年份“{text}”没有写全",
                needs=SIGNS,
                begins=SIGNS,
                unless=lambda doc, match: match[0][0] in "○◯",
            ),
            matching(
                r"某年(?:某月|度|工作)?|(?<=[\n。，至—-])[ 　]{3,}年(?=[度工\d])",
                "年份“{text}”没有写全",
                words="某年|  年|　年",
                begins="某 　",
                unless=form_line,
            ),
        ),
        bad=(
            "20XX年度支部工作总结",
            "支部成立于202×年。",
            "二〇XX年是关键一年。",
            "20xx-20xx年先进集体",
            "20**年3月换届。",
            "XX年底完成换届。",
        ),
        good=("2020年X射线机更新完毕。", "二〇〇八年和二○○九年", "2025年度工作总结", "20名党员参加"),
    ),
    Rule(
        code="PH003",
        severity="error",
        title="日期打了码",
        reason="日期没有写全",
        source=PRACTICE,
        advice="填写真实的月、日",
        find=any_of(
            matching(
                rf"(?:(?<![\dA-Za-z]){SIGN}{{1,4}}年)?(?:(?<![A-Za-z\d一二三四五六七八九十]){SIGN}{{1,2}}|(?<!\d)\d{{1,2}}|[_＿]{{1,4}})月"
                rf"(?:{SIGN}{{1,2}}|[_＿]{{1,4}})日|(?<![A-Za-z\d+]){SIGN}{{1,2}}月(?:\d{{1,2}}日|[份底初末]|[上中下]旬)?",
                "日期“{text}”没有写全",
                needs=SIGNS + "_＿",
                begins=SIGNS + r"\d_＿",
            ),
            matching(
                rf"(?<![A-Za-z\d])(?<!{HAN})(?<!\d月){SIGN}{{1,2}}日(?!均|线|照|益|常|本)",
                "日期“{text}”没有写全",
                needs=SIGNS,
                begins=SIGNS,
            ),
            matching(r"年[ 　]{1,8}月[ 　]{1,8}日", "日期没有填写", needs="年", unless=form_line),
            matching(
                r"(?<![\d月])[ 　]{2,}月(?:[ 　]*日)?|某月(?:某日|[上中下]旬|底|初)?|某日",
                "日期“{text}”没有写全",
                needs=" 　某",
                begins=" 　某",
                unless=form_line,
            ),
            matching(r"(?<![A-Za-z\d])[MYmy]{1,4}月[Dd]{1,2}日|[YMDymd]{4}年", "日期“{text}”没有写全", needs="MDYmdy", begins="MDYmdy"),
        ),
        yields_to=("PH002",),
        bad=("于X月X日召开大会。", "××月启动，9月X日结束。", "x月、x月和x月，书记讲了党课。", "2025年X月X日"),
        good=("跌破X日均线。", "12月5日召开会议。", "十月革命一声炮响。"),
    ),
    Rule(
        code="PH004",
        severity="error",
        title="用“某”“XX”代替人或单位",
        reason="总结、报告写的是自己的工作，人和单位应当写明",
        source=PRACTICE,
        advice="写出真实的姓名或单位名称",
        find=any_of(
            matching(
                rf"某某+|(?:(?<!\w)|(?<=[赴在与到由向给和对请经获被为]))某(?:{_NAMELESS})(?!\w{{0,2}}型)",
                "“{text}”应写明是谁",
                needs="某",
                begins="某",
                unless=_of_a_case,
            ),
            matching(
                r"(?<![A-Za-z\d])[A-Z](?=同志|单位|公司(?!级)|社区|村(?!超|晚|级)|学校|党支部|街道|项目部)",
                "“{text}”应写明是谁",
                begins="A-Z",
            ),
            matching(
                rf"(?<![A-Za-z]){SIGN}{{1,4}}(?=同志|先生|女士|老师|(?:副?(?:书记|局长|处长|科长|主任|董事长|总经理|经理|院长|校长|所长|队长)))",
                "“{text}”应写明是谁",
                needs=SIGNS,
                begins=SIGNS,
                unless=no_mask,
            ),
        ),
        bad=("某某单位党支部", "由XX同志讲授党课。", "与某某公司签订协议。", "某单位组织了培训。", "李某某同志被评为先进。"),
        good=("在某种程度上", "某些同志学习不够自觉", "某型号设备", "通报了王某某违纪案例", "在某一方面、某个环节"),
    ),
    Rule(
        code="PH007",
        severity="error",
        title="公开提法被打码",
        reason="党的全国代表大会、中央全会等是公开的，打码后提法不完整",
        source="实务：重要会议名称应写全称或规范简称",
        advice="写出会议的届次，如“党的二十大”",
        find=_masked_terms,
        bad=("学习党的XX大精神", "十九届X中全会精神", "以习近平新时代中国特色社会主义思想、XX大精神为指导"),
        good=("市第XX次党代会召开", "党的二十大精神", "二十届三中全会"),
    ),
    Rule(
        code="PH008",
        severity="warning",
        title="同一名称打码形式不一",
        reason="长短不同的占位符看上去像不同的单位，替换时容易漏掉或弄错",
        source="实务：同一名称用同一占位符",
        advice="先统一占位符，再替换为真实名称",
        find=_masked_in_several_ways,
        bad=("市XXX局组织学习，市XX局跟进。",),
        good=("市XX局和县XX局参加。", "XX公司的XX公司党委", "甲公司和乙公司"),
    ),
)
