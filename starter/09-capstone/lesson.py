# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 생각을 숫자로 세우고, 틀릴 자리를 먼저 찾습니다
# 이 시간이 끝나면 작은 사업 하나를 **누구의 문제인지 → 시장이 얼마나 큰지 → 얼마나 팔아야 서는지 → 무엇이 달라지는지 → 어디서 시작할지**의 차례로 세우고, 값을 바꾸어 보는 화면으로 만들게 됩니다.
#
# **배울 내용**
# - 확인한 것과 가정을 나누어 적습니다.
# - 시장의 크기를 두 길로 셈해 견줍니다.
# - 손익분기점을 구하고, 가장 위험한 가정을 찾습니다.
# - 사회적 가치를 기준값이 있는 지표로 적고, 우연의 폭을 압니다.
# - 미끄럼 단추로 움직이는 화면을 만듭니다.
#
# **준비** 02-first-notebook을 마치면 들어올 수 있습니다. 데이터셋은 `kr-households-dong`, `kr-boundaries-2020`, `kr-regions`, 설명 120분입니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import math
import random

import ipywidgets as widgets
import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

from curriculum import datasets, glossary, plots, project, regions, venture, views
from curriculum.project import ALONE, CATALOGUE

plots.use_korean()
here = regions.region(REGION)
table = project.dong_table(REGION, [CATALOGUE["1인가구 비율"]], {"one": ALONE})
table["density"] = table["one"] / table["area_km2"]  # 1km²에 사는 1인가구

# %% [markdown]
# ## 누구의 문제인가요
# 동네 반찬 가게 두 곳과 대학생 세 사람이 모였습니다. "혼자 사는 이웃은 반찬을 조금씩 사고 싶은데 한 번에 많이만 팔고, 가게는 저녁이면 남은 반찬을 버려요. 여러 가게의 반찬을 조금씩 담은 **꾸러미**를 나르면 어떨까요?"
# 자료를 열기 전에 한 문장으로 적습니다. **누가, 어떤 때에, 무엇이 어려운데, 지금은 어떻게 견디고, 우리는 무엇을 다르게 해 주는가.** 마지막 것이 **가치 제안**입니다.
#
# > 혼자 사는 직장인이 저녁에 집에서 밥을 먹고 싶지만 반찬이 많아 버리게 되어 편의점에서 때운다. 우리는 동네 가게 세 곳의 반찬을 한 끼씩 담아 나른다.
#
# 이 문장의 어느 부분도 아직 사실이 아닙니다. 만나서 물어야 할 것의 목록입니다.

# %%
glossary.show("가치 제안", "상향식 추정과 하향식 추정", "공헌이익", "손익분기점", "민감도 분석", "모의 자료")

# %% [markdown]
# **확인.** "요즘 1인가구가 많으니 잘될 것이다"는 누구의 어떤 문제인가요?
# <details><summary>답</summary>아직 아무의 문제도 아닙니다. 사람이 많다는 것과 어렵다는 것은 다르고, 어렵다는 것과 돈을 내고 풀고 싶다는 것도 다릅니다.</details>

# %% [markdown]
# ## 1단계. 가정을 가정이라고 적습니다
# 계획에 들어가는 수는 두 가지뿐입니다. **확인**한 것과 **가정**한 것. 둘을 섞어 적으면 내가 지어낸 수를 내가 믿게 됩니다.
# 이름 하나에 값, 단위, 근거를 적습니다. `{이름: 값}`을 모은 것을 파이썬에서 **딕셔너리**라고 합니다.

# %%
plan = {
    "아는 비율": [15, "%", "가정: 가게 손님과 골목 전단으로 알림"],
    "쓰는 비율": [20, "%", "가정: 아는 집 다섯 곳 가운데 한 곳"],
    "한 해 횟수": [40, "번", "가정: 한 주에 한 번, 여름과 명절은 쉼"],
    "이용료": [9000, "원", "가정: 편의점 도시락 두 개보다 조금 싸게"],
    "변동비": [6500, "원", "가정: 가게에 드리는 반찬값과 그릇값과 배달비"],
    "고정비": [1800000, "원", "가정: 두 사람의 반나절 품삯과 냉장고 자리값"],
}
print("빠진 것:", venture.problems(plan) or "없음")
print("근거를 지우면:", *venture.problems(plan | {"이용료": [9000, "원", "적당함"]}))
display(HTML(venture.listing(plan)))

# %% [markdown]
# 품삯을 고정비에 넣었습니다. **내가 공짜로 일하면 선다는 계획은 내가 지치면 무너지는 계획입니다.**
#
# **확인.** "가정: 통계청 자료"라고 적으면 좋은 근거일까요?
# <details><summary>답</summary>아닙니다. 통계에서 왔다면 가정이 아니라 확인이고, 어느 해 무슨 표의 어느 값인지 적어야 다른 사람이 다시 찾을 수 있습니다.</details>

# %% [markdown]
# ## 2단계. 시장을 두 길로 셈합니다
# **위에서**는 지역의 1인가구가 모두 우리를 안다고 치고, **아래에서**는 처음 갈 동네에서 우리를 아는 집만 셉니다. 같은 함수에 다른 값을 넣습니다.

# %% sample="필요한 사람부터 고객까지 좁혀 가는 시장 규모 그림"
number = venture.values(plan)
spots = table[table["one"] >= 500].sort_values("density", ascending=False).head(3)


def yearly(homes, aware, use, times):
    """한 해에 나르는 꾸러미의 수."""
    return homes * aware / 100 * use / 100 * times


top = yearly(table["one"].sum(), 100, number["쓰는 비율"], number["한 해 횟수"])
bottom = yearly(spots["one"].sum(), number["아는 비율"], number["쓰는 비율"], number["한 해 횟수"])
steps = {
    f"{here.short}의 1인가구": table["one"].sum(),
    "처음 갈 세 동네": spots["one"].sum(),
    "우리를 아는 집": spots["one"].sum() * number["아는 비율"] / 100,
    "쓰는 집": spots["one"].sum() * number["아는 비율"] / 100 * number["쓰는 비율"] / 100,
}
figure, axes = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
bars = axes.barh(list(steps), list(steps.values()), color=["#9ecae1", "#9ecae1", "#6baed6", "#253494"])
axes.bar_label(bars, [f"{value:,.0f}가구" for value in steps.values()], padding=3, fontsize=9)
axes.set(xscale="log", xlim=(1, max(steps.values()) * 12), xlabel="가구(눈금 하나가 열 배)")
axes.invert_yaxis()
title = f"{steps[f'{here.short}의 1인가구']:,.0f}가구에서 시작해 {steps['쓰는 집']:,.0f}가구가 남습니다"
axes.set_title(title, fontsize=11)
plots.source_line(figure, "kr-households-dong")
display(HTML(views.picture(figure, f"{title}. " + ", ".join(f"{name} {value:,.0f}" for name, value in steps.items()))))
print(f"위에서 {venture.won(top * number['이용료'])}, 아래에서 {venture.won(bottom * number['이용료'])}(한 해 매출)")

# %% [markdown]
# 발표에서 위의 큰 수만 말하면 듣는 사람은 믿지 않습니다. **첫해의 나는 아래의 수에 살고 있습니다.** 위의 수는 언젠가의 천장입니다.
# 가로축은 눈금 하나에 열 배씩 커집니다. 그렇지 않으면 맨 아래 막대는 보이지도 않습니다.
#
# **확인.** 두 길의 수가 천 배 차이 난다면 무엇을 의심해야 할까요?
# <details><summary>답</summary>아는 비율을 지나치게 작게 잡았거나, 처음 갈 곳이 너무 좁거나, 지역 전체의 사람이 모두 손님일 수 있다는 생각이 틀렸을 수 있습니다. 어느 가정인지 하나씩 바꾸어 봅니다.</details>

# %% [markdown]
# ## 3단계. 얼마나 팔아야 설까요
# 하나를 팔면 이용료에서 변동비를 뺀 **공헌이익**이 남고, 이것이 모여 고정비를 메웁니다. 딱 메우는 수가 **손익분기점**입니다.

# %%
margin = number["이용료"] - number["변동비"]
needed = math.ceil(number["고정비"] / margin)
print(f"하나에 {margin:,}원이 남으니 한 달에 {needed:,}개를 팔아야 합니다. 예상은 {bottom / 12:,.0f}개입니다.")


def draw(price, count):
    left = price - number["변동비"]
    enough = math.ceil(number["고정비"] / left) if left > 0 else None
    return venture.break_even_view(price, number["변동비"], number["고정비"], count, enough)


price = widgets.IntSlider(number["이용료"], 5000, 15000, 500, description="이용료")
count = widgets.IntSlider(round(bottom / 12), 0, 3000, 10, description="한 달에")
screen = widgets.HTML()


def refresh(change=None):
    screen.value = draw(price.value, count.value)


price.observe(refresh, names="value")  # 움직일 때마다 다시 그립니다
count.observe(refresh, names="value")
refresh()  # 처음 한 번
widgets.VBox([price, count, screen])

# %% [markdown]
# 단추를 움직여 보세요. 이용료를 변동비보다 낮추면 많이 팔수록 더 모자랍니다. 화면은 **단추, 그리는 함수, 둘을 잇는 두 줄**로 되어 있습니다.
# 이용료를 올리면 손익분기점은 낮아지지만 쓰는 집도 줄어듭니다. 이 그림은 그것까지는 알지 못합니다.
#
# **확인.** `refresh()`를 빼면 어떻게 될까요?
# <details><summary>답</summary>단추를 움직이기 전까지 빈 화면입니다. 게시판에서는 첫 그림이 그대로 실리므로 꼭 한 번 불러야 합니다.</details>

# %% [markdown]
# ## 4단계. 어느 가정이 틀리면 위험할까요
# 가정을 하나씩 2할만큼 나쁘게 바꾸어 봅니다. 막대가 긴 것부터 **돈을 쓰기 전에** 확인합니다. 이것이 민감도 분석입니다.

# %%
def monthly(given):
    """가정이 바뀌었을 때 한 달에 남는 돈."""
    sold = yearly(spots["one"].sum(), given["아는 비율"], given["쓰는 비율"], given["한 해 횟수"]) / 12
    return (given["이용료"] - given["변동비"]) * sold - given["고정비"]


display(HTML(venture.swings(plan, monthly)))

# %% [markdown]
# 막대가 갈색 선(0원)을 넘어가면 그 가정 하나만 틀려도 모자란다는 뜻입니다. 이미 모자라는 계획이라면 무엇을 바꾸어야 0원을 넘는지 찾습니다.
# 이용료와 변동비는 조금만 바뀌어도 크게 흔들립니다. 하나에 남는 돈이 작기 때문입니다.

# %% [markdown]
# ## 5단계. 사회에 무엇이 달라지나요
# 매출은 사회적 가치가 아닙니다. **달라질 사람의 상태**를 지표로 적고 시작하기 전에 잽니다. 여기서는 "지난 한 주에 끼니를 거른 날이 있습니까?"입니다.
# 마흔 명에게 물으면 얼마나 믿을 수 있을까요? 참값이 45%라고 정해 두고, 마흔 명 묻기를 200번 되풀이하는 **모의실험**을 해 봅니다.

# %%
random.seed(int(here.code))
shares = []
for trial in range(200):
    replies = [random.random() < 0.45 for person in range(40)]
    shares.append(sum(replies) / len(replies) * 100)
width = 100 / math.sqrt(40)
inside = sum(abs(share - 45) <= width for share in shares) / len(shares) * 100
figure, axes = plt.subplots(figsize=(5.6, 2.9))
axes.hist(shares, bins=range(20, 76, 5), color="#9ecae1", edgecolor="#253494")
axes.axvline(45, color="#b35806", linewidth=2)
axes.axvspan(45 - width, 45 + width, color="#b35806", alpha=0.12)
axes.set(xlabel="마흔 명에게 물어 나온 비율(%)", ylabel="모의실험(번)")
title = f"모의실험 200번의 {inside:.0f}%가 참값 ±{width:.0f}%포인트 안에 들었습니다"
axes.set_title(title, fontsize=10)
display(HTML(views.picture(figure, f"{title}. 참값 45%로 정해 두고 지어낸 모의 자료입니다.")))

# %% [markdown]
# 색칠한 띠가 **우연의 폭**(100 ÷ √응답 수)입니다. 기준값이 45%인데 한 해 뒤에 38%가 나왔다면 폭 안이므로 "줄었다"고 말하지 않습니다.
# 이 어림은 사람을 골고루 뽑았을 때만 맞습니다. 아는 사람 마흔 명에게 물으면 폭은 좁아 보여도 통째로 어긋납니다.
#
# **확인.** 폭을 절반으로 줄이려면 몇 명에게 물어야 할까요?
# <details><summary>답</summary>네 배인 160명입니다. 제곱근으로 줄어들기 때문입니다.</details>

# %% [markdown]
# ## 6단계. 어디에서 시작할까요
# 걸어서 나르니 집이 모여 있어야 합니다. 1km²에 1인가구가 몇이나 사는지 지도에 놓고, 1인가구가 500가구 이상인 곳 가운데 가장 모여 있는 세 곳을 표시합니다.

# %%
source = datasets.attribution("kr-households-dong")
display(HTML(views.spots_map(table.assign(value=table["density"]), list(spots["code"]), f"{here.short}에서 1인가구가 모여 사는 정도(1km²에 몇 가구, 2020년)", "가구", source)))

# %% [markdown]
# 가장 모여 있는 곳이 대학가나 오피스텔 거리인가요? 그곳의 이웃이 우리가 적은 문장의 그 사람인지 가서 봅니다. 지도는 **물어볼 곳**을 고를 뿐입니다.
# ## 흔한 실수
# - 지역 전체의 1%만 잡아도 된다고 말합니다. → 그 1%의 이름을 부를 수 있는 첫 동네에서 시작합니다.
# - 품삯을 0원으로 둡니다. → 남이 해도 서는 계획인지 봅니다.
# - 지어낸 수를 자료처럼 적습니다. → 가정, 모의라고 그 자리에 적습니다.
# - 매출을 사회적 가치라고 적습니다. → 달라질 사람의 상태를 적습니다.
# ## 현장에서는
# 지역의 커뮤니티비즈니스를 도운 한 정부 사업은 2018년에 국비 98억 원으로 매출 34억 원과 일자리 146명을 만들었다고 발표했습니다(고건우, 산업통상자원부, 제17차 한국 리빙랩 네트워크 포럼 자료집, 2019. 11. 21.).
# 이 세 수만으로는 잘한 일인지 말할 수 없습니다. 그 매출이 몇 해 이어졌는지, 일자리가 누구의 것인지, 이웃에게 무엇이 달라졌는지를 함께 재야 합니다. 돈의 지표와 사람의 지표를 한 화면에 놓는 까닭입니다.
# 같은 자리의 다른 발표는 정부의 사회문제 해결 사업에 상품과 서비스를 팔 길을 마련하는 ‘재정적 환류’가 필요하다고 했습니다(류영달, 같은 자료집).
# ## 정리
# 1. 수마다 확인인지 가정인지 적습니다.
# 2. 시장은 위와 아래에서 두 번 셈하고, 첫해는 아래의 수로 계획합니다.
# 3. 손익분기점을 구하고, 가장 길게 흔들리는 가정부터 돈을 쓰기 전에 확인합니다.
# 4. 사회적 가치는 기준값과 우연의 폭을 함께 적습니다.
# ## 스스로 해 보기
# `plan`의 값을 하나 바꾸어 0원을 넘게 해 보세요. 그 값이 이루어지려면 이번 주에 누구에게 무엇을 물어야 하나요?
#
# **더 읽기** B. Aulet, *Disciplined Entrepreneurship* (시장을 아래에서 세는 법) · 한국사회적기업진흥원 사회적가치지표(SVI) 안내 · `datasets.describe("kr-households-dong")`
