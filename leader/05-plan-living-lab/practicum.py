# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 실습: 다음 달에 시작할 리빙랩의 계획서
# **보낸 사람** 우리 지역 지원센터 과제지원 담당
# > 다음 달에 문제기획 리빙랩을 시작합니다. 전임자가 초안을 두고 갔는데 급히 쓴 것이라 빈칸과 어긋난 곳이 있고, 우리 지역의 수는 하나도 들어 있지 않습니다. **주민 앞에 그대로 내놓을 수 있는 계획서**로 고쳐 주세요.
#
# 넘겨줄 것은 계획서를 점검하는 방법(문제 1~7), 완성한 계획서(문제 8), 첫 회의에서 읽을 글(문제 9)입니다. 모두 40점입니다.
# 코드는 한두 줄만 채웁니다. 답 칸의 `raise NotImplementedError()` 줄을 지우고 그 자리에, 줄의 첫머리를 맞추어 씁니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다. 함수는 손으로 만든 다른 계획서로도 채점합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
# 초안은 옆에 있는 draft.yaml입니다. 왼쪽 파일 목록에서 열어 먼저 읽어 보세요.
from datetime import date
from pathlib import Path
from ruamel.yaml import YAML
from curriculum import indicators, living_lab, living_lab_views, plots, regions
plots.use_korean()
HOME = regions.region(REGION)
SITES = living_lab.sites(REGION)  # 우리 시도의 시군구
draft = YAML(typ="safe").load(Path("draft.yaml").read_text(encoding="utf-8"))
meetings = draft["회의"]  # 회의 다섯 번의 목록
for meeting in meetings:
    print(meeting["회차"], meeting["날짜"], meeting["목적"], meeting["참여"], sep=" | ")

# %% [markdown]
# ## 문제 1. 회의의 빈칸 찾기 (3점)
# 회의 하나 `meeting`에서 **비었거나 아예 없는 칸**의 이름을 `NEEDED`의 차례대로 목록으로 돌려주세요. 다 채워졌으면 빈 목록입니다.
# 쓸 조각: `meeting.get("방법")`은 그 칸의 값이고, 칸이 없으면 `None`입니다. `not 값`은 값이 비었을 때 참입니다. `[name for name in 목록 if 조건]`은 조건에 맞는 것만 모읍니다.

# %% nbgrader={"grade_id": "q01-missing", "solution": true}
NEEDED = ["목적", "참여", "방법", "산출물"]
def missing(meeting):
    """비었거나 없는 칸의 이름 목록."""
    ### BEGIN SOLUTION
    return [name for name in NEEDED if not meeting.get(name)]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-missing-test", "grade": true, "locked": true, "points": 3}
assert list(missing({"목적": "정하기", "참여": {"주민": 3}, "방법": "투표", "산출물": ""})) == ["산출물"], "빈 글(\"\")도 빈칸입니다."
print("초안의 빈칸:", {meeting["회차"]: missing(meeting) for meeting in meetings})
### BEGIN HIDDEN TESTS
assert list(missing({"회차": 1, "목적": None, "참여": {}})) == ["목적", "참여", "방법", "산출물"], "칸이 아예 없을 때와 None일 때를 확인하세요."
assert list(missing({"목적": "가", "참여": {"주민": 1}, "방법": "나", "산출물": "다"})) == [], "다 채운 회의는 빈 목록입니다."
assert list(missing({"목적": "가", "참여": {"주민": 1}, "산출물": "다"})) == ["방법"], "없는 칸의 이름만 모았는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 회의의 날짜 (3점)
# 앞 회의에서 `days`일이 지나지 않았는데 잡힌 회의의 **회차**를 모읍니다. 꼭 `days`일이면 괜찮습니다. 차례가 뒤집힌 회의도 여기에 걸립니다.
# `dates`는 1회차부터의 날짜 목록이고, `gap`은 앞 회의와의 사이(일)입니다. 반복하는 줄은 써 두었습니다. `number`가 1일 때 보는 것은 2회차입니다. 쓸 조각: `if 조건:` 아래 줄에서 한 번 더 들여 쓴 `found.append(회차)`

# %% nbgrader={"grade_id": "q02-dates", "solution": true}
def too_soon(dates, days):
    """앞 회의와 너무 가까운 회의의 회차 목록."""
    found = []
    for number in range(1, len(dates)):
        gap = (dates[number] - dates[number - 1]).days
        ### BEGIN SOLUTION
        if gap < days:
            found.append(number + 1)
        ### END SOLUTION
    return found

# %% nbgrader={"grade_id": "q02-dates-test", "grade": true, "locked": true, "points": 3}
assert too_soon([date(2027, 3, 1), date(2027, 3, 4), date(2027, 3, 30)], 7) == [2], "2회차가 사흘 만에 잡혔습니다. 회차로 답했는지 보세요."
print("초안에서 너무 이른 회차:", too_soon([meeting["날짜"] for meeting in meetings], 7))
### BEGIN HIDDEN TESTS
assert too_soon([date(2027, 3, 1), date(2027, 3, 8), date(2027, 3, 14)], 7) == [3], "꼭 7일이면 괜찮습니다."
assert too_soon([date(2027, 3, 20), date(2027, 3, 1), date(2027, 4, 1), date(2027, 4, 10)], 10) == [2, 4], "차례가 뒤집힌 회의와 days를 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 주민의 자리 (4점)
# 회의를 모두 더했을 때 주민이 차지하는 비율(%)을 돌려주세요. 회의마다 낸 비율의 평균이 아니라 **먼저 더한 뒤** 나눕니다. 반올림하지 않습니다.
# 주민이 오지 않는 회의에는 `"주민"` 칸이 아예 없을 수 있습니다. 모든 자리의 수 `everyone`은 구해 두었습니다. 쓸 조각: `meeting["참여"].get("주민", 0)`은 주민의 수이고 칸이 없으면 0입니다. `sum(식 for meeting in meetings)`는 회의마다 구한 식을 모두 더합니다.

# %% nbgrader={"grade_id": "q03-residents", "solution": true}
def resident_share(meetings):
    """모든 회의의 자리 가운데 주민의 비율(%)."""
    everyone = sum(sum(meeting["참여"].values()) for meeting in meetings)
    ### BEGIN SOLUTION
    residents = sum(meeting["참여"].get("주민", 0) for meeting in meetings)
    return residents / everyone * 100
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-residents-test", "grade": true, "locked": true, "points": 4}
two = [{"참여": {"주민": 8, "연구자": 2}}, {"참여": {"주민": 12, "연구자": 20, "지자체": 8}}]
assert abs(resident_share(two) - 40) < 1e-9, "50자리 가운데 20자리이니 40%입니다. 80%와 30%를 평균 내지 마세요."
print(f"초안의 주민 자리: {resident_share(meetings):.1f}%")
### BEGIN HIDDEN TESTS
assert abs(resident_share([*two, {"참여": {"연구자": 14}}]) - 31.25) < 1e-9, "주민이 오지 않는 회의의 다른 사람도 자리에 셉니다."
assert abs(resident_share([{"참여": {"주민": 1, "기업": 2}}]) - 100 / 3) < 1e-9, "반올림하지 않습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 잴 수 없는 성과 (4점)
# `outcomes`는 성과의 이름 목록, `rows`는 지표의 목록입니다. 지표의 `MUST` 칸이 모두 채워졌을 때만 그 지표로 성과를 잴 수 있습니다. **잴 수 있는 지표가 하나도 없는 성과**의 이름을 목록으로 돌려주세요.
# 기준값 **0은 빈칸이 아닙니다.** 빈칸은 `None`, 빈 글 `""`, 또는 칸이 없는 것입니다. 칸이 찼는지 보는 `filled(row, 칸)`은 써 두었습니다. 잴 수 있는 지표의 성과를 먼저 모으고, 거기에 없는 성과를 고르세요. 쓸 조각: `all(filled(row, name) for name in MUST)`, `row["성과"]`

# %% nbgrader={"grade_id": "q04-outcomes", "solution": true}
MUST = ["단위", "기준값", "목표값", "출처"]
def filled(row, name):
    """row의 name 칸에 값이 있으면 참."""
    return row.get(name) not in (None, "")

def unmeasured(outcomes, rows):
    """잴 수 있는 지표가 없는 성과의 이름 목록."""
    ### BEGIN SOLUTION
    measured = [row["성과"] for row in rows if all(filled(row, name) for name in MUST)]
    return [name for name in outcomes if name not in measured]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-outcomes-test", "grade": true, "locked": true, "points": 4}
good = {"성과": "안부", "단위": "가구", "기준값": 0, "목표값": 60, "출처": "운영 기록"}
assert list(unmeasured(["안부", "갈 곳"], [good])) == ["갈 곳"], "지표가 없는 성과를 찾으세요. 기준값 0은 빈칸이 아닙니다."
print("초안에서 잴 수 없는 성과:", unmeasured(draft["논리모형"]["성과"], draft["지표"]))
### BEGIN HIDDEN TESTS
for blank in ("단위", "기준값", "목표값", "출처"):
    assert list(unmeasured(["안부"], [good | {blank: None}])) == ["안부"], f"{blank}이(가) 비면 잴 수 없습니다."
assert list(unmeasured(["안부", "갈 곳"], [good | {"목표값": ""}, good, {"성과": "갈 곳", "단위": "곳"}])) == ["갈 곳"], "한 성과에 지표가 둘이면 하나만 온전해도 됩니다."
assert list(unmeasured(["안부"], [good | {"목표값": 0, "기준값": 5}])) == [], "목표값 0도 빈칸이 아닙니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 끊어진 화살 (4점)
# `logic`은 초안의 `논리모형`과 같은 모양입니다. 화살은 **바로 다음 칸**(투입→활동→산출→성과)으로 갈 때만 셉니다. 그렇게 센 화살의 출발 상자 `starts`와 도착 상자 `ends`, 상자마다 몇 번째 칸인지 적은 `place`(투입 0, 활동 1, 산출 2, 성과 3)는 구해 두었습니다.
# 끊어진 상자의 이름을 목록으로 돌려주세요: **성과가 아닌데 나가는 화살이 없는** 상자, 그리고 **투입이 아닌데 들어오는 화살이 없는** 상자. 둘 다인 상자가 두 번 나와도 괜찮습니다. 쓸 조각: `[box for box in place if place[box] < 3 and box not in starts]`

# %% nbgrader={"grade_id": "q05-arrows", "solution": true}
def broken(logic):
    """나가는 화살이나 들어오는 화살이 끊어진 상자의 이름 목록."""
    place = {box: number for number, stage in enumerate(living_lab.STAGES) for box in logic[stage]}
    steps = [arrow for arrow in logic["화살"] if place[arrow[1]] - place[arrow[0]] == 1]
    starts = [arrow[0] for arrow in steps]
    ends = [arrow[1] for arrow in steps]
    ### BEGIN SOLUTION
    dead_ends = [box for box in place if place[box] < 3 and box not in starts]
    from_nowhere = [box for box in place if place[box] > 0 and box not in ends]
    return dead_ends + from_nowhere
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-arrows-test", "grade": true, "locked": true, "points": 4}
chain = {"투입": ["돈"], "활동": ["회의", "조사"], "산출": ["기획안"], "성과": ["변화"], "화살": [["돈", "회의"], ["돈", "조사"], ["회의", "기획안"], ["기획안", "변화"]]}
assert set(broken(chain)) == {"조사"}, "조사에서 나가는 화살이 없습니다. 성과는 나가는 화살이 없어도 됩니다."
print("초안에서 끊어진 상자:", sorted(set(broken(draft["논리모형"]))))
### BEGIN HIDDEN TESTS
assert set(broken(chain | {"화살": [["돈", "회의"], ["회의", "기획안"], ["회의", "변화"]]})) == {"조사", "기획안", "변화"}, "한 칸을 건너뛴 화살은 세지 않고, 들어오는 화살도 확인합니다."
assert set(broken(chain | {"화살": [["회의", "기획안"], ["조사", "기획안"], ["기획안", "변화"]]})) == {"돈", "회의", "조사"}, "투입에서 나가는 화살과 활동에 들어오는 화살을 보세요."
assert set(broken(chain | {"화살": [*chain["화살"], ["조사", "기획안"]]})) == set(), "다 이어졌으면 빈 목록입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 남거나 모자란 예산 (3점)
# `총액`에서 항목을 모두 더한 값을 뺀 금액을 돌려주세요. 남으면 양수, 모자라면 음수입니다. 항목 하나의 값은 `단가` × `수량`입니다. 쓸 조각: `budget["총액"]`, `sum(item["단가"] * item["수량"] for item in budget["항목"])`

# %% nbgrader={"grade_id": "q06-budget", "solution": true}
def left_over(budget):
    """총액에서 항목의 합을 뺀 금액(원)."""
    ### BEGIN SOLUTION
    spent = sum(item["단가"] * item["수량"] for item in budget["항목"])
    return budget["총액"] - spent
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-budget-test", "grade": true, "locked": true, "points": 3}
assert left_over({"총액": 100, "항목": [{"이름": "다과", "단가": 20, "수량": 3}]}) == 40, "100 - 20 × 3 = 40입니다."
print(f"초안에서 남은 예산: {left_over(draft['예산']):,}원")
### BEGIN HIDDEN TESTS
assert left_over({"총액": 100, "항목": [{"단가": 20, "수량": 3}, {"단가": 70, "수량": 1}]}) == -30, "모자라면 음수입니다. 항목을 모두 더했는지 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 목표가 알맞은가 (4점)
# 지표의 기준값 `now`와 목표값 `target`, 앞선 또래의 값 `front`를 보고 판단합니다. `side`는 살필 쪽입니다: `"높음"`은 높을수록 살필 지표라 **내려가야** 좋고, `"낮음"`은 **올라가야** 좋습니다.
# 나빠지는 쪽이거나 그대로면 `"거꾸로"`, 앞선 또래보다도 더 좋은 값이면 `"지나침"`, 나머지는 `"해볼 만함"`입니다. 앞선 또래와 같으면 해볼 만합니다.
# 좋아지는 크기를 재도록 부호를 맞춘 `gain`(목표로 좋아지는 크기)과 `best`(앞선 또래까지의 크기)는 구해 두었습니다. 쓸 조각: `if 조건:` 다음 줄에 `return "거꾸로"`

# %% nbgrader={"grade_id": "q07-target", "solution": true}
def judge(now, target, front, side):
    """목표값이 "거꾸로", "지나침", "해볼 만함" 가운데 무엇인지."""
    gain, best = target - now, front - now
    if side == "높음":
        gain, best = -gain, -best
    ### BEGIN SOLUTION
    if gain <= 0:
        return "거꾸로"
    if gain > best:
        return "지나침"
    return "해볼 만함"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-target-test", "grade": true, "locked": true, "points": 4}
assert judge(30, 33, 50, "낮음") == "해볼 만함", "복지 이용시설처럼 올라가야 좋은 지표입니다. 33은 30과 50 사이입니다."
assert judge(12, 11, 4, "높음") == "해볼 만함", "빈집 비율처럼 내려가야 좋은 지표입니다. 11은 12와 4 사이입니다."
### BEGIN HIDDEN TESTS
answers = {(30, 28, 50, "낮음"): "거꾸로", (12, 13, 4, "높음"): "거꾸로", (12, 12, 4, "높음"): "거꾸로", (30, 51, 50, "낮음"): "지나침", (12, 3, 4, "높음"): "지나침", (12, 4, 4, "높음"): "해볼 만함"}
for (now, target, front, side), word in answers.items():
    assert judge(now, target, front, side) == word, f"기준값 {now}, 목표값 {target}, 앞선 또래 {front}, 살필 쪽이 '{side}'일 때를 다시 보세요."
assert judge(60, 61, 50, "낮음") == "지나침", "이미 앞선 또래보다 나은 곳이라면 더 높은 목표는 지나칩니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 계획서를 완성합니다 (9점)
# 1. 아래 셀의 `SITE`를 바꾸어 가며 현장을 고르고 표를 읽습니다(고를 수 있는 이름도 나옵니다).
# 2. `draft.yaml`의 글을 모두 복사해 답 칸의 따옴표 세 개 사이에 붙여 넣습니다. 그 아래의 `raise` 줄은 지웁니다.
# 3. 빈칸을 채우고 어긋난 곳을 고칩니다. 주제와 회의를 모두 여러분의 것으로 바꾸어도 됩니다. 다만 문제의 지표는 수업에서 다룬 `빈집 비율`이 아니어야 합니다.
# 4. 채점 셀을 실행하면 고칠 것을 우리말로 알려 줍니다. 없어질 때까지 고치세요.
#
# 지켜야 할 것: 회의 다섯 번, 사이는 7일 이상, 모든 회의에 주민, 더하면 주민이 절반 이상, 역할을 적은 이들은 한 번은 참석, 이어진 화살, 성과마다 지표, 딱 맞는 예산. 지표 가운데 **하나 이상**은 아래 표의 '성과로 쓸 수 있음'에서 골라 이름과 단위를 그대로 적고, 기준값은 표의 값을 소수 첫째 자리까지, 목표값은 '앞선 10%'를 넘지 않게 정합니다.

# %%
SITE = SITES[0]  # 예: SITE = "영도구"
print("고를 수 있는 현장:", ", ".join(SITES))
living_lab.facts(REGION, SITE).style.format(precision=1, subset=["값", "전국", "앞선 10%"]).format("{:,.0f}", subset=["수"])

# %% nbgrader={"grade_id": "q08-plan", "solution": true}
plan_text = """
"""
### BEGIN SOLUTION
site = indicators.profiles().query("시도 == @HOME.short").set_index("시군구")["복지 이용시설"].idxmin()  # mutant-ok step,aggregate: 현장은 훈련생이 정하고, 전국에서 가장 낮은 곳은 경기에 있다
table = living_lab.facts(REGION, site)
places, rate = table.loc["복지 이용시설", ["수", "값"]]
plan_text = f"""
제목: 혼자 사는 이웃의 안부를 함께 살핍니다
지역: {HOME.name_current}
현장: {site}
문제: {{지표: 1인가구 비율, 누가: 혼자 사는 이웃과 그 가족, 얼마나: {table.loc["1인가구 비율", "수"]}, 단위: 가구, 연도: 2025,
  설명: 혼자 사는 것이 문제가 아니라 도움이 필요할 때 닿을 사람과 갈 곳이 없는 것이 문제입니다.}}
역할:
  주민: 안부를 나눌 방법을 정하고 서로 시험합니다
  연구자: 방해가 되지 않는 안부 확인 방법을 만듭니다
  지자체: 복지 자료를 내고 후속 예산을 맡습니다
  기업: 기기와 운영의 비용을 셈합니다
논리모형:
  투입: [주민의 시간과 이웃 관계, 연구자와 복지 자료, 리빙랩 운영비]
  활동: [이웃 인터뷰와 생활 지도 그리기, 다섯 번의 회의]
  산출: [안부 확인 약속문, 문제해결 기획안과 후속 예산안]
  성과: [혼자 사는 이웃이 안부를 나눈다, 걸어서 갈 곳이 늘어난다]
  화살:
    - [주민의 시간과 이웃 관계, 이웃 인터뷰와 생활 지도 그리기]
    - [연구자와 복지 자료, 이웃 인터뷰와 생활 지도 그리기]
    - [리빙랩 운영비, 다섯 번의 회의]
    - [이웃 인터뷰와 생활 지도 그리기, 안부 확인 약속문]
    - [다섯 번의 회의, 문제해결 기획안과 후속 예산안]
    - [안부 확인 약속문, 혼자 사는 이웃이 안부를 나눈다]
    - [문제해결 기획안과 후속 예산안, 걸어서 갈 곳이 늘어난다]
지표:
  - {{성과: 혼자 사는 이웃이 안부를 나눈다, 이름: 주마다 안부를 나누는 가구, 단위: 가구, 기준값: 0, 기준 연도: 2027, 목표값: 60, 목표 연도: 2028, 출처: 리빙랩 운영 기록}}
  - {{성과: 걸어서 갈 곳이 늘어난다, 이름: 복지 이용시설, 단위: 곳(10만 명당), 기준값: {rate:.1f}, 기준 연도: 2020, 목표값: {rate * (places + 1) / places:.1f}, 목표 연도: 2030, 출처: 보건복지부 사회복지시설 통계}}
회의:
  - {{회차: 1, 날짜: 2027-03-04, 목적: 문제와 역할과 해결 수준을 함께 정하기, 참여: {{주민: 10, 연구자: 3, 지자체: 2, 기업: 1}}, 방법: 생활 지도 그리기, 산출물: 문제 정의서와 지표표}}
  - {{회차: 2, 날짜: 2027-03-18, 목적: 안부가 끊기는 때를 찾기, 참여: {{주민: 8, 연구자: 2, 지자체: 1}}, 방법: 이웃 인터뷰 나누어 읽기, 산출물: 안부가 끊기는 때의 목록}}
  - {{회차: 3, 날짜: 2027-04-08, 목적: 안부를 나누는 방법을 만들기, 참여: {{주민: 9, 연구자: 2, 지자체: 1, 기업: 2}}, 방법: 모둠 설계와 역할극, 산출물: 안부 확인 약속문 초안}}
  - {{회차: 4, 날짜: 2027-04-22, 목적: 해낼 수 있는지와 비용을 따지기, 참여: {{주민: 8, 연구자: 2, 지자체: 3, 기업: 2}}, 방법: 평가표로 견주기, 산출물: 기획안 초안과 후속 예산안}}
  - {{회차: 5, 날짜: 2027-05-13, 목적: 기획안을 확정하고 맡을 사람을 정하기, 참여: {{주민: 10, 연구자: 3, 지자체: 3, 기업: 2}}, 방법: 공개 발표와 주민 투표, 산출물: 문제해결 기획안과 역할 약속}}
예산:
  총액: 4850000
  항목: [{{이름: 주민 참여 수당, 단가: 50000, 수량: 45}}, {{이름: 장소와 다과, 단가: 200000, 수량: 5}}, {{이름: 인터뷰 사례비, 단가: 30000, 수량: 20}}, {{이름: 진행과 기록, 단가: 200000, 수량: 5}}]
"""
### END SOLUTION

# %% nbgrader={"grade_id": "q08-plan-test", "grade": true, "locked": true, "points": 3}
plan = living_lab.read(plan_text)  # 빠지거나 알 수 없는 칸이 있으면 몇째 줄의 무엇인지 알려 줍니다.
assert plan["문제"]["지표"] != "빈집 비율", "수업의 본보기와 다른 문제를 고르세요."

# %% nbgrader={"grade_id": "q08-plan-test-2", "grade": true, "locked": true, "points": 3}
plan = living_lab.read(plan_text)
to_mend = living_lab.problems(plan)  # 계획서 안에서 서로 어긋난 곳
assert len(to_mend) == 0, " ".join(to_mend)

# %% nbgrader={"grade_id": "q08-plan-test-3", "grade": true, "locked": true, "points": 3}
plan = living_lab.read(plan_text)
to_mend = living_lab.data_problems(plan, REGION)  # 우리 지역의 자료와 어긋난 곳
assert len(to_mend) == 0, " ".join(to_mend)

# %%
# 완성한 계획서의 그림입니다. 회의에 걸어 두세요. 계획서를 채운 뒤에 실행됩니다.
if plan_text.strip():
    living_lab_views.logic(living_lab.read(plan_text))
    living_lab_views.meetings(living_lab.read(plan_text))

# %% [markdown]
# ## 문제 9. 첫 회의에서 읽을 글 (6점, 강사가 채점합니다)
# 처음 온 주민에게 소리 내어 읽을 글을 열 문장 안팎으로 쓰세요.
# 1. **문제와 목표**: 이 현장의 문제를 수와 연도로 말하고, 목표가 몇 가구·몇 곳의 일인지 셈해 말합니다. 이 자료가 세지 않은 사람도 적습니다.
# 2. **가장 약한 화살**: 논리모형에서 가장 의심스러운 화살 하나와 그 밑의 가정, 몇 회차에 무엇으로 확인할지 적습니다.
# 3. **자리**: 다섯 번의 회의에 올 수 없는 사람은 누구인지, 그 사람의 말을 어떻게 들을지 적습니다. 무엇이 보이면 이 계획이 틀렸다고 말할지도 적습니다.

# %% [markdown] nbgrader={"grade_id": "q09-opening", "grade": true, "solution": true, "points": 6}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
