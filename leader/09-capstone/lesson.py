# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 부탁을 계획으로 바꾸고, 끝까지 이어 가게 합니다
# 이 시간이 끝나면 **시작할 동네, 맞물린 계획, 점검하는 법, 다른 지역에 줄 조건**을 한 줄로 잇는 법을 알게 됩니다. 과제에서는 이것으로 센터에 넘길 화면을 만듭니다.
#
# **배울 내용**
# - 부탁에서 결정과 문제를 찾아 적고, 지표가 정말 그 문제를 가리키는지 확인합니다.
# - 무게를 정해 시작할 동네를 고르고, 결과가 얼마나 단단한지 흔들어 봅니다.
# - 역할, 단계, 예산, 지표, 위험이 서로 맞물리게 적고 구멍을 찾습니다.
# - 잰 값을 계획한 길과 견주어 계속할지 고칠지 정합니다.
# - 다른 지역이 따라 할 조건을 두 가지로 나누어 적습니다.
#
# **준비** 01-find-problems를 마치면 들어올 수 있습니다. 코드는 준비되어 있으니 실행하고 **결과를 읽고 정합니다.** 설명 120분.
# 데이터셋은 `kr-population-dong`, `kr-health-sgg`, `kr-welfare-sgg`, `kr-boundaries-2020`입니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt
from curriculum import datasets, glossary, plan, plan_views, plots, project, regions, views
from curriculum.project import CATALOGUE, PEOPLE, SIGUNGU

plots.use_korean()
HOME = regions.region(REGION)

# %% [markdown]
# ## 부탁: "병원 가는 길을 함께해 드리는 일을 하고 싶어요"
# 지원센터의 복지 담당자가 찾아왔습니다. "혼자 병원에 가기 어려운 어르신이 많아요. 주민이 함께 가 드리는 일을 내년에 시작하고 싶은데, 어디서 어떻게 시작할까요?"
# 바로 지도부터 그리고 싶지만, 그 전에 다섯 칸을 채웁니다. 왼쪽 칸이 비어 있으면 오른쪽으로 가지 않습니다.
#
# | 누가 어떤 때에 | 무엇 때문에 어려운가 | 누구에게 들었나 | 센터의 결정 | 결정 뒤에 할 일 |
# |---|---|---|---|---|
# | 걷기 힘든 어르신이 큰 병원에 갈 때 | 버스를 갈아타고 접수하는 일을 도울 사람이 없다 | 경로당 두 곳, 보건지소 간호사 | 시작할 동네 세 곳과 맡을 단체 | 동행할 주민을 모으고 배운다 |
#
# "고령화가 심각하다"는 문제가 아니라 **배경**입니다. 문제에는 사람과 때와 까닭이 있어야 합니다.
# 그리고 들은 이야기와 자료를 나란히 둡니다. 자료는 몇 명인지 말해 주지만, 왜 못 가는지는 말해 주지 못합니다.

# %%
glossary.show("리빙랩", "대리 지표", "백분순위", "기준값", "산출", "성과", "도입 조건")

# %% [markdown]
# **확인.** "어르신이 병원에 못 가니 앱을 만들자"에는 어느 칸이 빠졌을까요?
# <details><summary>답</summary>까닭과 들은 사람, 결정이 모두 빠졌습니다. 앱은 해결책이지 문제가 아닙니다. 까닭이 접수기 앞의 막막함이라면 함께 갈 사람이 앱보다 먼저입니다.</details>

# %% [markdown]
# ## 1단계. 대신 쓰는 지표를 의심합니다
# 동네마다 어르신이 몇 명인지 알고 싶지만, 이 키트의 동네 자료에는 나이가 없습니다. 그래서 **인구 천 명당 사망자**를 고령의 **대리 지표**(재기 어려운 것을 대신 가리키는 수)로 써 보려고 합니다.
# 쓰기 전에 확인합니다. 나이와 가까운 기초연금 수급자는 시군구까지 있으니, 시군구에서 두 수가 함께 움직이는지 봅니다.

# %% sample="기초연금 수급자와 사망자를 시군구마다 견준 그림"
def by_town(definition):
    """시군구마다 정의서대로 잰 값: 먼저 더하고 나눈다."""
    top, bottom = (project.rows(None, definition[side]).groupby(SIGUNGU)[definition[side]["column"]].sum() for side in ("top", "bottom"))
    return top / bottom * definition["per"]


deaths = by_town(CATALOGUE["인구 천 명당 사망자"])
pension = by_town({"per": 100, "top": {"dataset": "kr-welfare-sgg", "table": "pension", "column": "recipients", "year": 2020}, "bottom": PEOPLE})
both = pd.DataFrame({"pension": pension, "deaths": deaths})
ours = both[both.index.str.startswith(HOME.code)]
alike = both.corr().iloc[0, 1]
figure, axes = plt.subplots(figsize=(5.4, 3.8))
axes.scatter(both["pension"], both["deaths"], s=16, color="#b8c4cc", label=f"전국 시군구 {len(both)}곳")
axes.scatter(ours["pension"], ours["deaths"], s=34, color="#b35806", marker="D", edgecolor="black", label=HOME.short)
axes.set(xlabel="인구 가운데 기초연금 수급자(%)", ylabel="인구 천 명당 사망자(명)")
axes.legend(frameon=False, fontsize=9)
title = f"사망자 수는 고령을 대신할 만합니다(시군구 상관계수 {alike:.2f})"
axes.set_title(title, fontsize=11)
plots.source_line(figure, "kr-health-sgg", "kr-welfare-sgg", "kr-population-dong")
display(HTML(views.picture(figure, f"{title}. 기초연금 수급자가 많은 시군구일수록 사망자도 많습니다.")))

# %% [markdown]
# **상관계수**는 두 수가 함께 움직이는 정도입니다. 1에 가까울수록 나란히 커집니다. 대신 쓸 만하지만 세 가지를 적어 두어야 합니다.
# - 기초연금도 소득이 낮은 어르신만 받으므로 나이 그 자체는 아닙니다. 2020년의 자료입니다.
# - **시군구에서 맞는다고 동네에서도 맞는 것은 아닙니다.** 요양시설이 있는 동네는 사망자가 많습니다.
# - 사망자가 많은 곳을 "위험한 동네"라고 부르면 낙인이 됩니다. 사람의 나이를 대신할 뿐이라고 늘 함께 말합니다.
#
# **확인.** 이 지표로 고른 동네에 커다란 요양원이 있다는 것을 알았습니다. 어떻게 할까요?
# <details><summary>답</summary>지우지 말고 현장에서 확인한 사실과 함께 적습니다. 집에 사는 어르신이 도움의 대상이라면 그 동네는 뒤로 미루고, 까닭을 기록에 남깁니다.</details>

# %% [markdown]
# ## 2단계. 무게를 정하고, 흔들어 봅니다
# 단위가 다른 지표는 그대로 더할 수 없습니다. 백 곳을 줄 세웠을 때의 자리, 곧 **백분순위**로 바꾸어 무게대로 더합니다. 100점이면 가장 먼저입니다.

# %%
NAMES = ["인구 천 명당 사망자", "인구 지수(2020=100)"]
table = project.dong_table(REGION, [CATALOGUE[name] for name in NAMES], {"people": PEOPLE})
everyone = table["people"].sum()
table = table[table["people"] >= 1000]  # 사람이 적은 곳의 비율은 크게 출렁인다


def start(weights, count=3):
    """무게대로 점수를 내어 앞에서부터 고른 곳."""
    ranks = [table[name].rank(pct=True, ascending=CATALOGUE[name]["focus"] == "high") * 100 for name in NAMES]
    score = sum(rank * weight for rank, weight in zip(ranks, weights)) / sum(weights)
    return table.assign(value=score).dropna(subset="value").sort_values(["value", "people"], ascending=False).head(count)


trials = {"사망자만": (1, 0), "사망자를 두 배로": (2, 1), "똑같이": (1, 1), "인구 감소만": (0, 1)}
result = pd.DataFrame([[name, ", ".join(start(weights)["name"])] for name, weights in trials.items()], columns=["무게", "고른 세 곳"])
display(HTML(views.table(result, f"무게를 바꾸면 {HOME.short}에서 고르는 곳이 이렇게 달라집니다")))

# %% [markdown]
# 줄마다 되풀이해 나오는 동네는 자신 있게 권할 수 있습니다. 무게에 따라 들락날락하는 동네는 "무엇을 더 무겁게 보느냐에 따라 다릅니다"라고 적고 주민과 함께 정합니다.
# **무게는 결과를 보기 전에 정합니다.** 마음에 드는 동네가 나올 때까지 무게를 바꾸면 근거가 아니라 핑계가 됩니다.
# 점수가 높은 곳이 사람이 많은 곳은 아닙니다. 두 차례를 나란히 그려 보면 무엇을 얻고 잃는지 보입니다.

# %%
ranked = start(trials["사망자를 두 배로"], len(table))
display(HTML(views.reach(ranked, "people", everyone, 3, f"{HOME.short}: 점수 차례와 사람이 많은 차례는 닿는 수가 다릅니다")))
source = " · ".join(datasets.attribution(name) for name in ("kr-health-sgg", "kr-population-dong"))
display(HTML(views.spots_map(ranked, list(ranked["code"].head(3)), "먼저 시작할 점수(100이 가장 먼저, 사망 2020년, 인구 2020~2025년)", "점", source)))

# %% [markdown]
# 많은 곳부터 가면 더 많은 사람에게 닿지만 더 어려운 사람에게 닿는 것은 아닙니다. **얼마나 어려운가와 얼마나 많은가** 가운데 무엇을 고를지는 센터와 주민이 정할 일이고, 리더는 둘의 차이를 수로 보여 줍니다.
#
# **확인.** 점수가 1위인 동네의 주민 모임이 "지금은 할 사람이 없다"고 합니다. 어떻게 할까요?
# <details><summary>답</summary>다음 동네로 갑니다. 점수는 찾아갈 차례이지 의무가 아닙니다. 다만 할 사람이 없는 까닭을 적어 두고 다음 해에 다시 찾아갑니다.</details>

# %% [markdown]
# ## 3단계. 맞물린 계획을 적습니다
# 계획은 다섯 항목이 **서로를 가리킬 때** 힘이 있습니다. 단계와 지표와 위험에는 맡은 사람이, 돈에는 단계가, 단계에는 나올 것이 붙습니다.
# 사람이 읽고 컴퓨터도 읽는 YAML로 적습니다. `이름: 값` 꼴이고, 한 줄에 여럿이면 `- {이름: 값, …}`입니다.

# %%
PLAN = plan.read("""
기간: 6
역할:
  - {이름: 동행지기, 구분: 주민, 하는 일: 어르신과 함께 병원에 다녀옵니다.}
  - {이름: 보건지소, 구분: 지자체, 하는 일: 도울 어르신을 잇고 동행지기를 가르칩니다.}
  - {이름: 대학 연구실, 구분: 연구자, 하는 일: 예약과 기록을 잇는 화면을 만들고 지표를 잽니다.}
단계:
  - {이름: 듣고 정하기, 시작: 1, 끝: 1, 맡음: 대학 연구실, 나올 것: 어르신 스무 분의 말}
  - {이름: 해 보기, 시작: 2, 끝: 4, 맡음: 동행지기, 나올 것: 동행 기록과 고친 약속}
  - {이름: 이어 가기, 시작: 5, 끝: 6, 맡음: 보건지소, 나올 것: 다음 해 예산과 안내서}
예산:
  - {항목: 예약과 기록 화면, 단계: 듣고 정하기, 만원: 600, 돈줄: R&D}
  - {항목: 동행지기 활동비와 보험, 단계: 해 보기, 만원: 900, 돈줄: 비R&D}
  - {항목: 안내서와 교육, 단계: 이어 가기, 만원: 300, 돈줄: 비R&D}
지표:
  - {이름: 미룬 진료가 있는 어르신, 종류: 성과, 단위: "%", 기준값: 40, 목표값: 25, 맡음: 보건지소, 재는 달: [1, 3, 6], 재는 법: 같은 어르신께 같은 말로 물음}
  - {이름: 함께 다녀온 횟수, 종류: 산출, 단위: 번, 기준값: 0, 목표값: 240, 맡음: 동행지기, 재는 달: [3, 6], 재는 법: 동행 기록을 셈}
위험:
  - {내용: 가는 길에 다칩니다., 가능성: 1, 영향: 3, 대응: 보험에 들고 둘이서 갑니다., 맡음: 보건지소}
  - {내용: 동행지기가 모자랍니다., 가능성: 3, 영향: 2, 대응: 한 사람이 한 달에 두 번까지만 갑니다., 맡음: 동행지기}
  - {내용: 아픈 곳이 소문납니다., 가능성: 2, 영향: 3, 대응: 기록에 병명을 적지 않습니다., 맡음: 대학 연구실}
""")
parts = ["역할", "단계", "예산", "지표", "위험"]
holes = {
    "만드는 돈만 있을 때": {"예산": [PLAN["예산"][0]]},
    "한 단계가 늦게 시작할 때": {"단계": [PLAN["단계"][0], PLAN["단계"][1] | {"시작": 3}, PLAN["단계"][2]]},
    "한 일만 셀 때": {"지표": [PLAN["지표"][1]]},
    "맡은 사람이 그만두었을 때": {"역할": PLAN["역할"][1:]},
}
print("처음 계획의 구멍:", plan.problems(PLAN, *parts) or "없음")
for name, change in holes.items():
    print(f"[{name}]", " ".join(plan.problems(PLAN | change, *parts)))

# %% [markdown]
# 미룬 진료의 기준값 40%는 **보기로 지어낸 값**입니다. 기준값을 모르면 첫 달에 재고, 목표값을 그때 다시 정합니다.
# **산출**은 우리가 한 일의 양, **성과**는 주민에게 달라진 것입니다. 이백 번 함께 다녀와도 미룬 진료가 그대로라면 성공이 아닙니다.

# %%
display(HTML(plan_views.schedule(PLAN, "여섯 달 동안 듣고, 해 보고, 이어 줍니다") + plan_views.indicators(PLAN)))

# %% [markdown]
# **확인.** 마지막 단계 '이어 가기'를 연구실이 아니라 보건지소가 맡은 까닭은 무엇일까요?
# <details><summary>답</summary>사업이 끝난 뒤에도 그 자리에 남는 곳이기 때문입니다. 이어 갈 사람이 마지막에 처음 나타나면 늦습니다.</details>

# %% [markdown]
# ## 4단계. 계획한 길과 견줍니다
# 기준값에서 목표값까지 곧은 길을 그어 두고, 잰 값이 그 길의 몇 할까지 왔는지 봅니다. 1 이상이면 순조, 0.8 이상이면 살펴보기, 그보다 작으면 고쳐 보기입니다.
# 아래의 잰 값은 읽는 법을 익히려고 **지어낸 모의 값**입니다.

# %%
entry, pretended = PLAN["지표"][0], {1: 37.5, 3: 34, 6: 26}
rows = []
for month, value in pretended.items():
    planned = plan_views.on_path(entry, month, PLAN["기간"])
    done = (value - entry["기준값"]) / (planned - entry["기준값"])
    word = "순조" if done >= 1 else "살펴보기" if done >= 0.8 else "고쳐 보기"
    rows.append([f"{month}번째 달", planned, value, f"{done:.2f}", word])
columns = ["때", "계획한 값(%)", "잰 값(모의, %)", "계획에 견준 몫", "상태"]
display(HTML(views.table(pd.DataFrame(rows, columns=columns), f"{entry['이름']}: 40%에서 25%로 줄이기")))
display(HTML(plan_views.progress(entry, 3, PLAN["기간"], pretended[3], rows[1][-1])))

# %% [markdown]
# 상태는 벌점이 아니라 **다음에 할 일**입니다. 고쳐 보기이면 넓히지 않고 방법을 바꿉니다. 무엇을 보면 멈출지도 시작하기 전에 정해 둡니다.
# 처음 몇 달은 더디게 움직이는 일도 많습니다. 곧은 길이 맞지 않는다면 길을 바꾸되, **재기 전에** 바꾸고 까닭을 적습니다.
#
# **확인.** 어르신 스무 분에게 물어 40%에서 35%가 되었습니다. 몇 분이 달라진 것인가요? 믿어도 될까요?
# <details><summary>답</summary>여덟 분에서 일곱 분, 곧 한 분입니다. 우연일 수 있으니 "한 분이 달라졌다"고 적고, 왜 달라졌는지 그분께 묻습니다.</details>

# %% [markdown]
# ## 5단계. 다른 지역이 따라 할 조건을 적습니다
# 조건은 두 가지입니다. **자료로 바로 볼 수 있는 것**과 **사람에게 물어야 아는 것**입니다. 앞의 것만 적으면 지도에서 똑같아 보이는 곳에서 실패합니다.

# %%
SPREAD = plan.read("""
도입 조건:
  - {영역: 자원, 조건: 혼자 병원에 가기 어려운 어르신이 적지 않습니다., 지표: 인구 천 명당 사망자, 이상: 6}
  - {영역: 행정, 조건: 보건지소나 복지관이 도울 어르신을 이어 줍니다., 물을 곳: 보건소 방문건강 담당자}
  - {영역: 법제도, 조건: 동행지기가 다쳤을 때의 보험이 있습니다., 물을 곳: 자원봉사센터}
""")
print(plan.problems(SPREAD, "도입 조건") or "조건에 구멍이 없습니다.")
display(HTML(plan_views.adoption(SPREAD, HOME)))

# %% [markdown]
# ## 흔한 실수
# - 해결책에서 시작합니다. → 누가 어떤 때에 왜 어려운지부터 적습니다.
# - 대리 지표를 그 자체로 읽습니다. → 무엇을 대신하는지, 어디서 어긋나는지 함께 적습니다.
# - 한 일의 양에만 목표를 붙입니다. → 주민에게 달라질 것을 하나는 넣습니다.
# - 만드는 데 돈을 다 씁니다. → 쓰게 하고 이어 가는 돈을 먼저 떼어 둡니다.
# ## 현장에서는
# 밤에 일하는 환경미화원을 위한 발광 조끼는 현장을 60번 찾아가며 11억 원 안팎의 연구비로 만들었지만 보급되지 못했습니다. 발표자는 R&D 중심으로 진행되어 지자체가 참여하지 않고 예산이 없었던 것을 까닭으로 들었습니다.
# 그래서 다음 사업은 기술을 만드는 예산 30억 원 옆에 지역에 적용하는 비R&D 예산 30억 원을 나란히 두었고, 현안 82건에서 21건을 고른 뒤 13곳에서 연구자와 주민과 공무원이 함께 문제를 기획했습니다(제17차 한국 리빙랩 네트워크 포럼 자료집, 2019. 11. 21.).
# ## 정리
# 1. 부탁에서 결정을 찾고, 사람과 때와 까닭이 있는 문제로 적습니다.
# 2. 무게는 먼저 정하고, 흔들어도 남는 곳을 권합니다.
# 3. 다섯 항목이 서로를 가리켜야 계획입니다. 이어 갈 사람과 돈이 처음부터 있어야 합니다.
# 4. 멈추거나 고칠 기준을 시작하기 전에 정합니다.
# ## 스스로 해 보기
# 2단계에서 `trials`에 여러분이 생각하는 무게를 더해 보세요. 3단계의 `PLAN`에서 위험 하나를 지우고 무엇이 나오는지도 보세요.
#
# **더 읽기** W.K. Kellogg Foundation, *Logic Model Development Guide* (산출과 결과를 잇는 법) · 이 키트의 `datasets.describe("kr-health-sgg")`
