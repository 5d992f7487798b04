# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 계획(문제 5, 6, 8)과 카드(문제 10)에는 정해진 답이 없습니다. 빠진 것이 없고 앞뒤가 맞으면 모두 맞습니다. 배포하지 않습니다.

# %% right q02-weights 다른 지표와 무게
WEIGHTS = {"주택 한 호당 인구": 5, "외국인 비율": 1}
COUNT, AT_MOST, LEAST = 8, 3, 500

# %% wrong q02-weights 시군구까지만 있는 지표로 동네를 고름
WEIGHTS = {"1인가구 비율": 3, "인구 천 명당 사망자": 2, "인구 10만 명당 복지 이용시설": 1}
COUNT, AT_MOST, LEAST = 5, 2, 300

# %% wrong q02-weights 데이터셋을 하나만 씀
WEIGHTS = {"외국인 비율": 3, "인구 지수(2020=100)": 2}
COUNT, AT_MOST, LEAST = 5, 2, 300

# %% wrong q02-weights 단위가 없는 지수를 핵심 지표로 삼음
WEIGHTS = {"인구 지수(2020=100)": 3, "1인가구 비율": 2}
COUNT, AT_MOST, LEAST = 5, 2, 300

# %% wrong q02-weights 한 시군구에서 모두 골라도 되게 함
WEIGHTS = {"1인가구 비율": 3, "인구 천 명당 사망자": 2, "인구 지수(2020=100)": 1}
COUNT, AT_MOST, LEAST = 5, 5, 300

# %% right q03-points 낮은 쪽이면 부호를 바꾸어 줄을 세움
def points(values, focus):
    if focus == "low":
        values = -values
    return 100 * values.rank(pct=True)

# %% right q03-points 순위를 값이 있는 곳의 수로 나눔
def points(values, focus):
    place = values.rank(ascending=(focus != "low"))
    return place / values.count() * 100

# %% wrong q03-points focus를 보지 않음
def points(values, focus):  # noqa: ARG001
    return values.rank(pct=True) * 100

# %% wrong q03-points 100을 곱하지 않음
def points(values, focus):
    return values.rank(pct=True, ascending=focus == "high")

# %% wrong q03-points 1등이 1점인 등수를 돌려줌
def points(values, focus):
    return values.rank(ascending=focus != "high")

# %% wrong q03-points 빈 값을 0으로 보고 줄을 세움
def points(values, focus):
    return values.fillna(0).rank(pct=True, ascending=focus == "high") * 100

# %% right q04-choose 한 곳씩 세면서 담음
def choose(ranked, count, at_most):
    limit = at_most if ranked["sigungu"].nunique() > 1 else count
    order = ranked.groupby("sigungu").cumcount()
    return ranked[order < limit].iloc[:count]

# %% wrong q04-choose 시군구를 보지 않고 앞에서부터 고름
def choose(ranked, count, at_most):  # noqa: ARG001
    return ranked.head(count)

# %% wrong q04-choose 먼저 자르고 나서 시군구를 봄
def choose(ranked, count, at_most):
    limit = at_most if ranked["sigungu"].nunique() > 1 else count
    return ranked.head(count).groupby("sigungu").head(limit)

# %% wrong q04-choose 시군구가 하나뿐일 때의 줄을 지움
def choose(ranked, count, at_most):
    return ranked.groupby("sigungu").head(at_most).head(count)

# %% right q05-work 겹치는 단계와 여섯 역할
WORK = plan.read("""
기간: 12
역할:
  - {이름: 주민 모임, 구분: 주민, 하는 일: 만나고 묻습니다.}
  - {이름: 구청 담당, 구분: 지자체, 하는 일: 자리를 마련하고 예산을 씁니다.}
  - {이름: 안부지기, 구분: 주민, 하는 일: 이웃을 찾아갑니다.}
  - {이름: 복지 담당, 구분: 지자체, 하는 일: 제도와 잇습니다.}
  - {이름: 동네 가게, 구분: 기업, 하는 일: 소식을 알립니다.}
  - {이름: DSI 리더, 구분: 연구자, 하는 일: 지표를 잽니다.}
단계:
  - {이름: 준비, 시작: 1, 끝: 2, 맡음: 구청 담당, 나올 것: 약속}
  - {이름: 실행, 시작: 2, 끝: 9, 맡음: 주민 모임, 나올 것: 기록}
  - {이름: 마무리, 시작: 10, 끝: 12, 맡음: DSI 리더, 나올 것: 보고서}
예산:
  - {항목: 활동비, 단계: 실행, 만원: 2500, 돈줄: 비R&D}
  - {항목: 보고서, 단계: 마무리, 만원: 500.0, 돈줄: 비R&D}
""")

# %% wrong q05-work 예산이 한도를 넘음
# - 만원: 1200
# + 만원: 1900

# %% wrong q05-work 셋째와 넷째 달이 비어 있음
# - 시작: 3, 끝: 4
# + 시작: 5, 끝: 6

# %% wrong q05-work 마지막 단계에 쓸 돈이 없음
# - 단계: 이어 가기
# + 단계: 동네에서 해 보기

# %% wrong q05-work 지자체 쪽이 없음
# - 구분: 지자체
# + 구분: 주민

# %% wrong q05-work 단계를 맡은 사람이 역할에 없음
# - 끝: 8, 맡음: 안부지기, 나올
# + 끝: 8, 맡음: 통장협의회, 나올

# %% wrong q05-work 쉼표가 든 글을 따옴표로 감싸지 않음
# - 하는 일: "이웃의 안부를 묻고, 걱정되는 일을 복지관에 알립니다."
# + 하는 일: 이웃의 안부를 묻고, 걱정되는 일을 복지관에 알립니다.

# %% right q06-success 줄여야 하는 지표와 다른 위험
SUCCESS = plan.read("""
지표:
  - {이름: 사흘 넘게 아무와도 말하지 않은 주민, 종류: 성과, 단위: "%", 기준값: 35, 목표값: 25.5, 맡음: DSI 리더, 재는 달: [1, 9], 재는 법: 첫 면담과 마지막 면담에서 같은 말로 물음}
  - {이름: 연 모임, 종류: 산출, 단위: 번, 기준값: 0, 목표값: 12, 맡음: 안부지기, 재는 달: [3, 6, 9], 재는 법: 회의록을 셈}
위험:
  - {내용: 모임에 늘 오는 사람만 옵니다., 가능성: 3, 영향: 3, 대응: 문을 두드려 묻습니다., 맡음: 안부지기}
  - {내용: 기록이 밖으로 나갑니다., 가능성: 1, 영향: 3, 대응: 이름 없이 적습니다., 맡음: 복지 담당}
  - {내용: 비가 와서 못 만납니다., 가능성: 2, 영향: 1, 대응: 전화로 바꿉니다., 맡음: 동네 가게}
""")

# %% wrong q06-success 성과 지표 없이 한 일만 적음
# - 이름: 안부망과 이어진 1인가구, 종류: 성과, 단위
# + 이름: 안부망과 이어진 1인가구, 종류: 산출, 단위
# - 이름: 하루 안에 확인한 안부 신호, 종류: 성과, 단위
# + 이름: 하루 안에 확인한 안부 신호, 종류: 산출, 단위

# %% wrong q06-success 기준값과 목표값이 같음
# - 단위: 명, 기준값: 0, 목표값
# + 단위: 명, 기준값: 40, 목표값

# %% wrong q06-success 목표값에 단위를 붙임
# - 목표값: 10
# + 목표값: 10%

# %% wrong q06-success 마지막에 한 번만 잼
# - 재는 달: [6, 8, 10], 재는
# + 재는 달: [10], 재는

# %% wrong q06-success 위험의 크기를 높음, 낮음으로 적음
# - 가능성: 2, 영향: 3
# + 가능성: 보통, 영향: 높음

# %% wrong q06-success 맡은 사람이 역할에 없음
# - 맡음: 동네 가게
# + 맡음: 상인회

# %% right q07-status 나아간 몫을 먼저 계산함
def status(entry, month, last, value):
    if value is None:
        return "아직 재지 않음"
    whole = entry["목표값"] - entry["기준값"]
    share = (value - entry["기준값"]) / whole / (month / last)
    return "순조" if share >= 1 - 1e-12 else "살펴보기" if share >= 0.8 - 1e-12 else "고쳐 보기"

# %% wrong q07-status 계획한 값과 그대로 견주어 줄이는 지표에서 틀림
def status(entry, month, last, value):
    if value is None:
        return "아직 재지 않음"
    planned = plan_views.on_path(entry, month, last)
    if value >= planned:
        return "순조"
    if value >= planned * 0.8:
        return "살펴보기"
    return "고쳐 보기"

# %% wrong q07-status 목표값까지 얼마나 왔는지로 봄
def status(entry, month, last, value):  # noqa: ARG001
    if value is None:
        return "아직 재지 않음"
    done = (value - entry["기준값"]) / (entry["목표값"] - entry["기준값"])
    if done >= 1:
        return "순조"
    if done >= 0.8:
        return "살펴보기"
    return "고쳐 보기"

# %% wrong q07-status 0을 재지 않은 것으로 봄
# - if value is None
# + if not value

# %% wrong q07-status 이상이 아니라 초과로 견줌
# - if done >= 1:
# + if done > 1:
# - if done >= 0.8
# + if done > 0.8

# %% right q08-adopt 이하로 적은 자료 조건
SPREAD = plan.read("""
도입 조건:
  - {영역: 자원, 조건: 인구가 빠르게 줄고 있습니다., 지표: 인구 지수(2020=100), 이하: 99.5}
  - {영역: 기술, 조건: 신호 기기를 고칠 사람이 가까이에 있습니다., 물을 곳: 동네 전파사}
  - {영역: 행정, 조건: 담당자가 회의에 나올 수 있습니다., 물을 곳: 주민센터}
""")

# %% wrong q08-adopt 자료로 볼 조건이 없음
# - 지표: 1인가구 비율, 이상: 30
# + 물을 곳: 통계 담당자
# - 지표: 인구 10만 명당 복지 이용시설, 이상: 25
# + 물을 곳: 복지관

# %% wrong q08-adopt 조건을 두 영역에서만 찾음
# - 영역: 법제도
# + 영역: 행정
# - 영역: 소통
# + 영역: 자원

# %% wrong q08-adopt 없는 지표 이름을 적음
# - 지표: 1인가구
# + 지표: 1인 가구

# %% right q10-card 한 줄씩 적은 카드
STORY = {
    "title": "우리 동네 안부망", "summary": "이웃이 서로 안부를 살피는 일을 시작합니다.", "status": "시범 운영", "dates": {"started": "2026-03-02"},
    "trainees": [{"name": "김하나", "role": "진행"}, {"name": "이두리", "role": "기록"}], "mentor": {"name": "오강사", "organization": "지원센터"},
    "citizens": {"size": 9, "competence": "통장", "communication": "모임", "organization": "주민 9명", "management": "센터"},
    "place": dict.fromkeys(["population", "geography", "resources", "administration", "economy_culture"], "화면에 적음"),
    "problem": {"fields": ["건강복지", "지역격차"], "description": "어려울 때 알아차릴 사람이 없습니다."},
    "solution": {"kinds": ["자원연계"], "description": "함께 살핍니다."}, "infrastructure": [], "experts": [],
    "factors": [{"area": "행정", "effect": "실패", "description": "담당자가 두 번 바뀌었습니다."}],
}

# %% wrong q10-card 문제의 분야를 자기 말로 적음
# - 건강복지
# + 고독사

# %% wrong q10-card 참여시민의 수를 글로 적음
# - size: 14
# + size: 열네 명

# %% wrong q10-card 성공과 실패의 요인을 적지 않음
STORY = plan.read("""
title: 혼자 사는 이웃의 안부를 함께 살필 동네와 방법을 정합니다
summary: 혼자 사는 이웃이 어려울 때 알아차릴 사람이 가까이에 있도록, 주민과 가게와 복지 담당자가 함께 살피는 안부망을 어디서 어떻게 시작할지 정하고 점검하는 화면입니다.
status: 기획
dates: {started: 2026-09-07, ended: 2026-11-20}
trainees: [{name: 김하나, role: 회의 진행과 계획}]
mentor: {name: 오강사, organization: 디지털사회혁신 지원센터}
citizens: {size: 14, competence: 동네를 오래 살핀 통장과 가게 주인, communication: 두 주에 한 번 모임과 단체 대화방, organization: 혼자 사는 주민 6명과 통장 4명과 가게 4곳, management: 지원센터가 일정과 회의록을 관리}
place: {population: 화면의 동네 표에 적음, geography: 오래된 주택가와 대학가와 읍면이 섞여 있음, resources: 복지관과 동네 가게, administration: 복지정책 부서와 읍면동 복지 담당자, economy_culture: 골목 상점가와 경로당 모임}
problem: {fields: [건강복지], description: 혼자 사는 사람이 아프거나 넘어져도 며칠 동안 아무도 모르는 일이 있습니다. 명단에 없는 이웃은 전화 안부에서 빠집니다.}
solution: {kinds: [자원연계, 원격서비스], description: "시범 동네에서 주민과 가게가 안부를 살피고, 걱정되는 일은 복지 담당자에게 잇습니다. 간단한 신호 기기를 함께 씁니다."}
infrastructure: [IoT센서]
experts: []
factors: []
""")

# %% wrong q10-card 지역을 손으로 적어 다른 지역의 카드가 됨
# - status: 기획
# + status: 기획
# + region: 아무 시도
