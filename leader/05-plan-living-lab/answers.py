# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 다른 길로 간 정답과, 수업에서 실제로 나올 만한 오답입니다. 배포하지 않습니다.
# 문제 8의 답은 초안을 읽어 고칠 곳만 바꾸는 길로 적었습니다. 오답은 거기서 한 가지씩 덜 고친 것입니다.

# %% right q01-missing 칸을 하나씩 보며 모음
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    found = []
    for name in NEEDED:
        if name not in meeting or meeting[name] in (None, "", {}):
            found.append(name)
    return found

# %% wrong q01-missing 칸이 아예 없는 것만 셈
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    return [name for name in NEEDED if name not in meeting]

# %% wrong q01-missing None만 빈칸으로 봄
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    return [name for name in NEEDED if meeting.get(name) is None]

# %% wrong q01-missing 채워진 칸을 모음
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    return [name for name in NEEDED if meeting.get(name)]

# %% wrong q01-missing 칸이 없으면 오류가 남
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    return [name for name in NEEDED if not meeting[name]]

# %% right q02-dates 한 줄로 모음
def too_soon(dates, days):
    return [number for number in range(2, len(dates) + 1) if (dates[number - 1] - dates[number - 2]).days < days]

# %% wrong q02-dates 꼭 days일인 회의도 이르다고 봄
# - if gap < days
# + if gap <= days

# %% wrong q02-dates 회차가 아니라 순번을 적음
# - number + 1
# + number

# %% wrong q02-dates 뒤집힌 날짜를 절댓값으로 봄
# - if gap
# + if abs(gap)

# %% right q03-residents 주민과 다른 사람을 나누어 더함
def resident_share(meetings):
    residents = others = 0
    for meeting in meetings:
        for party, people in meeting["참여"].items():
            if party == "주민":
                residents += people
            else:
                others += people
    return 100 * residents / (residents + others)

# %% wrong q03-residents 회의마다 낸 비율을 평균 냄
def resident_share(meetings):
    shares = [meeting["참여"].get("주민", 0) / sum(meeting["참여"].values()) for meeting in meetings]
    return sum(shares) / len(shares) * 100

# %% wrong q03-residents 주민이 없는 회의를 통째로 뺌
def resident_share(meetings):
    came = [meeting["참여"] for meeting in meetings if "주민" in meeting["참여"]]
    return sum(each["주민"] for each in came) / sum(sum(each.values()) for each in came) * 100

# %% wrong q03-residents 주민이 아닌 사람으로 나눔
def resident_share(meetings):
    residents = sum(meeting["참여"].get("주민", 0) for meeting in meetings)
    everyone = sum(sum(meeting["참여"].values()) for meeting in meetings)
    return residents / (everyone - residents) * 100

# %% wrong q03-residents 정수로 반올림함
def resident_share(meetings):
    residents = sum(meeting["참여"].get("주민", 0) for meeting in meetings)
    everyone = sum(sum(meeting["참여"].values()) for meeting in meetings)
    return round(residents / everyone * 100)

# %% right q04-outcomes 성과마다 온전한 지표를 찾음
MUST = ["단위", "기준값", "목표값", "출처"]
def unmeasured(outcomes, rows):
    found = []
    for name in outcomes:
        complete = [row for row in rows if row["성과"] == name and not {None, ""} & {row.get(item) for item in MUST}]
        if not complete:
            found.append(name)
    return found

# %% wrong q04-outcomes 0을 빈칸으로 봄
MUST = ["단위", "기준값", "목표값", "출처"]
def unmeasured(outcomes, rows):
    measured = [row["성과"] for row in rows if all(row.get(name) for name in MUST)]
    return [name for name in outcomes if name not in measured]

# %% wrong q04-outcomes 칸이 비었어도 지표가 있으면 잴 수 있다고 봄
MUST = ["단위", "기준값", "목표값", "출처"]
def unmeasured(outcomes, rows):
    measured = [row["성과"] for row in rows]
    return [name for name in outcomes if name not in measured]

# %% wrong q04-outcomes 출처를 보지 않음
MUST = ["단위", "기준값", "목표값"]
def unmeasured(outcomes, rows):
    measured = [row["성과"] for row in rows if all(row.get(name) not in (None, "") for name in MUST)]
    return [name for name in outcomes if name not in measured]

# %% wrong q04-outcomes 빈 지표가 하나라도 있으면 못 잰다고 봄
MUST = ["단위", "기준값", "목표값", "출처"]
def unmeasured(outcomes, rows):
    holes = [row["성과"] for row in rows if any(row.get(name) in (None, "") for name in MUST)]
    known = [row["성과"] for row in rows]
    return [name for name in outcomes if name in holes or name not in known]

# %% right q05-arrows 상자마다 두 쪽을 봄
def broken(logic):
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    found = []
    for box, step in place.items():
        out = [end for start, end in logic["화살"] if start == box and place[end] == step + 1]
        into = [start for start, end in logic["화살"] if end == box and place[start] == step - 1]
        if (step < 3 and not out) or (step > 0 and not into):
            found.append(box)
    return found

# %% wrong q05-arrows 나가는 화살만 봄
def broken(logic):
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    steps = [arrow for arrow in logic["화살"] if place[arrow[1]] - place[arrow[0]] == 1]
    starts = [arrow[0] for arrow in steps]
    return [box for box in place if place[box] < 3 and box not in starts]

# %% wrong q05-arrows 성과에서도 나가는 화살을 찾음
def broken(logic):
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    steps = [arrow for arrow in logic["화살"] if place[arrow[1]] - place[arrow[0]] == 1]
    starts = [arrow[0] for arrow in steps]
    ends = [arrow[1] for arrow in steps]
    return [box for box in place if box not in starts or (place[box] > 0 and box not in ends)]

# %% wrong q05-arrows 칸을 건너뛴 화살도 셈
def broken(logic):
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    starts = [arrow[0] for arrow in logic["화살"]]
    ends = [arrow[1] for arrow in logic["화살"]]
    dead_ends = [box for box in place if place[box] < 3 and box not in starts]
    from_nowhere = [box for box in place if place[box] > 0 and box not in ends]
    return dead_ends + from_nowhere

# %% wrong q05-arrows 두 쪽이 모두 끊어진 상자만 셈
def broken(logic):
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    steps = [arrow for arrow in logic["화살"] if place[arrow[1]] - place[arrow[0]] == 1]
    starts = [arrow[0] for arrow in steps]
    ends = [arrow[1] for arrow in steps]
    return [box for box in place if box not in starts and box not in ends]

# %% right q06-budget 총액에서 하나씩 뺌
def left_over(budget):
    money = budget["총액"]
    for item in budget["항목"]:
        money = money - item["단가"] * item["수량"]
    return money

# %% wrong q06-budget 수량을 곱하지 않음
def left_over(budget):
    return budget["총액"] - sum(item["단가"] for item in budget["항목"])

# %% wrong q06-budget 항목의 합에서 총액을 뺌
def left_over(budget):
    return sum(item["단가"] * item["수량"] for item in budget["항목"]) - budget["총액"]

# %% wrong q06-budget 단가의 합에 수량의 합을 곱함
def left_over(budget):
    return budget["총액"] - sum(item["단가"] for item in budget["항목"]) * sum(item["수량"] for item in budget["항목"])

# %% right q07-target 좋은 쪽을 나누어 견줌
def judge(now, target, front, side):
    if side == "높음":
        now, target, front = -now, -target, -front
    return "거꾸로" if target <= now else "지나침" if target > front else "해볼 만함"

# %% wrong q07-target 살필 쪽을 보지 않고 올라가면 좋다고 봄
def judge(now, target, front, side):
    if target <= now:
        return "거꾸로"
    if target > front:
        return "지나침"
    return "해볼 만함"

# %% wrong q07-target 그대로인 목표를 해볼 만하다고 봄
# - if gain <= 0:
# + if gain < 0:

# %% wrong q07-target 앞선 또래와 같으면 지나치다고 봄
# - if gain > best
# + if gain >= best

# %% wrong q07-target 지나친지는 보지 않음
def judge(now, target, front, side):
    gain = now - target if side == "높음" else target - now
    return "해볼 만함" if gain > 0 else "거꾸로"

# %% right q08-plan 초안에서 고칠 곳만 바꿈
site = indicators.profiles().query("시도 == @HOME.short").set_index("시군구")["복지 이용시설"].idxmin()
table = living_lab.facts(REGION, site)
places, rate = table.loc["복지 이용시설", ["수", "값"]]
plan_text = Path("draft.yaml").read_text(encoding="utf-8")
MEND = {
    "지역:  ": f"지역: {HOME.short}  ",
    "현장:  ": f"현장: {site}  ",
    "지표:   ": "지표: 1인가구 비율   ",
    "얼마나:  ": f"얼마나: {table.loc['1인가구 비율', '수']}  ",
    "연도:   ": "연도: 2025   ",
    "기준값: ,": f"기준값: {round(rate, 1)},",
    "기준 연도: ,": "기준 연도: 2020,",
    "목표값: ,": f"목표값: {round(rate * (places + 1) / places, 1)},",
    "출처: }": "출처: 보건복지부 사회복지시설 통계}",
    "[리빙랩 운영비, 다섯 번의 회의]": "[리빙랩 운영비, 다섯 번의 회의]\n    - [연구자와 복지 자료, 다섯 번의 회의]",
    "[다섯 번의 회의, 걸어서 갈 곳이 늘어난다]": "[문제해결 기획안과 후속 예산안, 걸어서 갈 곳이 늘어난다]",
    "2027-03-22": "2027-04-08",
    "산출물: }": "산출물: 안부 확인 약속문 초안}",
    "방법: ,": "방법: 평가표로 견주기,",
    "주민: 5, 연구자: 4": "주민: 9, 연구자: 3",
    "{주민: 6, 연구자: 4": "{주민: 9, 연구자: 2",
    "{연구자: 4, 지자체: 4": "{주민: 9, 연구자: 2, 지자체: 4",
    "총액: 5000000": "총액: 4850000",
}
for before, after in MEND.items():
    assert before in plan_text, before
    plan_text = plan_text.replace(before, after, 1)

# %% wrong q08-plan 초안을 그대로 냄
plan_text = Path("draft.yaml").read_text(encoding="utf-8")

# %% wrong q08-plan except=세종특별자치시 현장이 아니라 시도의 값을 기준값으로 적음
# - 기준값: {rate:.1f}
# + 기준값: {indicators.values("복지 이용시설")[HOME.short]:.1f}
# - 목표값: {rate * (places + 1) / places:.1f}
# + 목표값: {indicators.values("복지 이용시설")[HOME.short] + 1:.1f}

# %% wrong q08-plan 문제의 수를 비율로 적음
# - 얼마나: {table.loc["1인가구 비율", "수"]}
# + 얼마나: {table.loc["1인가구 비율", "값"]:.0f}

# %% wrong q08-plan 1인가구를 줄이는 것을 성과로 삼음
# - 목표 연도: 2028, 출처: 리빙랩 운영 기록}}
# + 목표 연도: 2028, 출처: 리빙랩 운영 기록}}
# +   - {{성과: 혼자 사는 이웃이 안부를 나눈다, 이름: 1인가구 비율, 단위: "%", 기준값: {table.loc["1인가구 비율", "값"]:.1f}, 기준 연도: 2025, 목표값: {table.loc["1인가구 비율", "값"] - 1:.1f}, 목표 연도: 2030, 출처: 통계청 인구총조사}}

# %% wrong q08-plan 초안에서 날짜만 고치고 주민의 자리는 그대로 둠
# - {{주민: 10, 연구자: 3, 지자체: 2
# + {{주민: 5, 연구자: 4, 지자체: 3
# - {{주민: 9, 연구자: 2
# + {{주민: 6, 연구자: 4
# - {{주민: 8, 연구자: 2, 지자체: 3
# + {{연구자: 4, 지자체: 4

# %% wrong q08-plan 활동에서 성과로 건너뛰는 화살을 그대로 둠
# - [문제해결 기획안과 후속 예산안, 걸어서
# + [다섯 번의 회의, 걸어서

# %% wrong q08-plan 수업의 빈집 계획을 그대로 따라 함
# - 지표: 1인가구 비율, 누가
# + 지표: 빈집 비율, 누가
# - 얼마나: {table.loc["1인가구 비율", "수"]}
# + 얼마나: {table.loc["빈집 비율", "수"]}
# - 연도: 2025,
# + 연도: 2020,

# %% wrong q08-plan 나빠지는 쪽으로 목표를 잡음
# - 목표값: {rate * (places + 1) / places:.1f}
# + 목표값: {rate - 1:.1f}
