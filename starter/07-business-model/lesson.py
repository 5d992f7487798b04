# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 사회적 가치와 숫자가 함께 서는 사업모형을 만듭니다
# 이 수업을 마치면 “몇 사람이 사야 가게가 서는가, 언제 돈이 바닥나는가, 누구의 삶이 나아지는가”에 숫자와 그림으로 답하는 **우리 지역의 사업모형 한 벌**을 갖게 됩니다.
#
# **배울 내용**
# - 한 번 팔 때 남는 돈과 손익분기점을 구하고, 우리 지역의 1인가구로 시장의 크기를 따집니다.
# - 달마다의 돈을 셈하여 언제 바닥나는지 봅니다.
# - 가정을 흔들어 무엇이 가장 위험한지 찾고, 사회적 가치를 지표로 적습니다.
#
# **준비** 02 단원의 변수, 함수, 표 다루기. 자료는 `kr-households-dong`, `kr-population-dong`, 시간은 120분입니다.
# ## 좋은 일인데, 다음 달 월세는 어떻게 하지요?
# 02 단원의 청년 창업 모임을 기억하시나요? 혼자 사는 이웃의 끼니를 돕고 싶어 하던 모임입니다. 드디어 **반찬 꾸러미를 정기로 배달하는 가게**를 열려고 합니다. 스무 꾸러미를 팔 때마다 한 꾸러미는 형편이 어려운 이웃에게 값 없이 드립니다.
# 마음은 분명한데 “이 가게가 석 달 뒤에도 있을까?”라는 물음에는 답이 없습니다. 좋은 일도 계속되어야 좋은 일입니다. 오늘은 그 답을 숫자로 만듭니다.
# **약속 하나** 가게가 아직 없으니 값의 대부분은 짐작입니다. 짐작은 나쁜 것이 아닙니다. **짐작을 사실처럼 말하는 것**이 나쁩니다. 그래서 짐작에는 모두 **가정**이라고 적고, 낮게·보통·높게 세 값과 확인할 길을 함께 적습니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import math
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, glossary, plots, regions
plots.use_korean()
home = regions.region(REGION)

# %% [markdown]
# ## 1단계. 가정을 표에 모읍니다
# 한 줄이 가정 하나입니다. 맨 앞의 영어 이름은 셈할 때 부르는 이름입니다. 파이썬에서는 `4_200_000`처럼 밑줄로 자리를 나누어 적어도 같은 수입니다.

# %%
rows = [
    ["price", "한 꾸러미의 값(원)", 11_500, 12_500, 13_500, "비슷한 가게 다섯 곳의 값"],
    ["food", "재료비(원)", 5_200, 5_800, 6_600, "열 꾸러미를 직접 만들어 보기"],
    ["pack", "포장비(원)", 500, 700, 900, "포장 업체 두 곳의 견적"],
    ["delivery", "배달비(원)", 1_200, 1_800, 2_400, "배달 업체 견적, 걸어서 배달해 보기"],
    ["sets", "한 고객이 한 달에 사는 꾸러미", 3, 4, 5, "시험 판매 두 달의 기록"],
    ["trial", "한 달 새 고객(1인가구 1만 가구당)", 6, 10, 14, "전단 500장을 돌려 세어 보기"],
    ["churn", "한 달에 떠나는 고객의 비율", 0.07, 0.10, 0.14, "시험 판매 두 달의 기록"],
    ["give", "한 꾸러미를 팔 때 나누는 꾸러미", 0.02, 0.05, 0.10, "우리가 정함"],
    ["fixed", "한 달 고정비: 월급, 월세, 공과금(원)", 3_600_000, 4_200_000, 4_900_000, "부동산 세 곳, 최저임금 고시"],
]
assumptions = pd.DataFrame(rows, columns=["key", "가정", "낮게", "보통", "높게", "확인할 길"]).set_index("key")
assumptions.style.format(lambda value: f"{value:,.0f}" if value >= 1 else f"{value:.0%}", subset=["낮게", "보통", "높게"])

# %% [markdown]
# `set_index("key")`는 key 열을 줄의 이름(인덱스)으로 씁니다. 이제 `base["price"]`처럼 이름으로 값을 꺼낼 수 있습니다.
# 꾸러미 하나를 더 만들 때마다 드는 돈이 **변동비**(재료, 포장, 배달), 하나도 안 팔아도 나가는 돈이 **고정비**입니다. 나누어 드리는 꾸러미에도 변동비가 듭니다.

# %%
base = assumptions["보통"]

def unit_cost(a):
    """한 꾸러미를 팔 때 드는 변동비(원). 나누는 꾸러미의 몫까지 넣는다."""
    return (a["food"] + a["pack"] + a["delivery"]) * (1 + a["give"])

def margin(a):
    """한 꾸러미를 팔아 남는 돈, 곧 공헌이익(원)."""
    return a["price"] - unit_cost(a)

print(f"{base['price']:,.0f}원을 받아 {unit_cost(base):,.0f}원을 쓰고 {margin(base):,.0f}원이 남습니다.")
glossary.show("공헌이익", "손익분기점", "이탈률", "현금흐름", "민감도 분석")

# %% [markdown]
# ## 2단계. 몇 사람이 사야 설까요? 손익분기점
# 남는 돈을 모아 고정비를 메우는 점이 **손익분기점**입니다. 고정비 ÷ 공헌이익이 나누어떨어지지 않으면 **올림**합니다. 277.4명이 사는 가게는 없으니까요. `math.ceil`이 올림입니다.

# %%
def needed(a):
    """손익분기점이 되는 고객 수."""
    return math.ceil(a["fixed"] / (margin(a) * a["sets"]))
print(f"한 달에 고객 {needed(base)}명, 꾸러미 {needed(base) * base['sets']:,.0f}개를 팔아야 손해가 없습니다.")

# %% [markdown]
# <details><summary><b>확인 1.</b> 값을 10% 내리면 손익분기점의 고객도 10%만 늘까요? (눌러서 답 보기)</summary>아닙니다. 12,500원에서 1,250원을 내리면 3,785원이던 공헌이익이 2,535원으로 3분의 1쯤 줄어, 고객이 1.5배 필요합니다. 값을 내리기 전에 공헌이익부터 보세요.</details>
#
# ## 3단계. 그만한 사람이 우리 지역에 있을까요? 시장의 크기
# “한국의 1인가구가 800만이니 1%만 잡아도…”는 **위에서** 내려오는 셈입니다. 크기는 알려 주지만 그 1%가 어디 사는 누구인지는 말하지 못합니다. **아래에서** 올라가는 셈은 “몇 동네를 맡으면 손익분기점의 고객이 나오는가”를 묻습니다.
# 우리 지역에서 1인가구가 가장 많은 시군구를 골라, 1인가구가 많은 읍면동부터 차례로 더해 봅니다. 한 동네의 1인가구 가운데 고객이 될 몫은 **100가구에 한 가구(1%, 가정)** 로 둡니다.

# %% sample="맡는 동네의 수에 따라 이익과 손해가 갈리는 그림"
homes = datasets.load("kr-households-dong", region=REGION, year=2025)
people = datasets.load("kr-population-dong", region=REGION, year=2025)
homes["place"] = homes["dong"].fillna(homes["dong_english"]).fillna("새 읍면동")  # 새로 생긴 곳은 한글 이름이 없습니다
alone = homes["one"].sum()
print(f"{REGION}: 1인가구 {alone:,.0f}가구, 인구 100명 가운데 {alone / people['population'].sum() * 100:.0f}명이 혼자 삽니다(2025년).")
by_city = homes.groupby("adm2_basic")["one"].sum()
city = homes[homes["adm2_basic"] == by_city.idxmax()].sort_values("one", ascending=False)
city_name = city["sigungu"].iloc[0].split()[0]
city["reach"] = (city["one"] * 0.01).cumsum()  # cumsum은 위에서부터 차례로 더한 값입니다
count = (city["reach"] < needed(base)).sum() + 1  # 모자라는 동네에 한 곳을 더합니다
shown = city.head(12)
figure, axis = plt.subplots(figsize=(8, 4.4), layout="constrained")
shades = ["#2c7fb8" if number < count else "#c9d3da" for number in range(len(shown))]
axis.bar(range(len(shown)), shown["reach"], color=shades)
axis.axhline(needed(base), color="#222222", linestyle="--", label=f"손익분기점 {needed(base)}명")
axis.set_title(f"{city_name}에서 1인가구가 많은 읍면동 {count}곳을 맡아야 가게가 섭니다(1%가 산다는 가정)")
axis.set_ylabel("차례로 더한 고객(명, 1인가구의 1%)")
axis.set_xticks(range(len(shown)), shown["place"], rotation=45, ha="right")
axis.legend(frameon=False)
plots.source_line(figure, "kr-households-dong")

# %% [markdown]
# 짙은 막대가 맡아야 할 동네입니다. 한 사람이 걸어서 배달할 수 있는 수인가요? 이 1%가 이 모형에서 가장 약한 고리이니, 사업 계획서에는 “1%를 어떻게 확인했는가”를 꼭 적습니다.
#
# <details><summary><b>확인 2.</b> 1인가구가 모두 끼니가 걱정인 이웃일까요? (눌러서 답 보기)</summary>아닙니다. 이 자료에는 나이도 형편도 없습니다. 시장의 크기는 “많아야 이만큼”이라는 울타리이고, 누가 왜 사는지는 만나서 물어야 합니다(04 단원).</details>
#
# ## 4단계. 달마다의 돈을 셈합니다
# 이익이 나는 가게도 망합니다. 문을 연 날에는 고객이 없고, 카드로 판 돈은 늦게 들어오기 때문입니다. 그래서 **현금**을 달마다 셈합니다.
# `for month in range(1, 25):`는 month에 1부터 24까지를 하나씩 넣어 들여 쓴 줄을 되풀이합니다(끝의 25는 넣지 않습니다). 빈 목록 `[]`에 `append`로 한 달의 결과를 담습니다.
# - 이달의 고객 = 지난달 고객 × (1 - 떠나는 비율) + 새로 온 고객. 위의 그림에서 몇 곳이 나왔든 여기서는 1인가구가 많은 **다섯 동네**를 맡는다고 하고, 새 고객은 그곳에서 옵니다.
# - 이달의 현금 = 지난달 현금 + **지난달 판 돈** - 이달 쓴 돈(변동비와 고정비). 판 돈은 다음 달에 들어온다고 가정합니다.

# %%
pool = city["one"].head(5).sum()

def plan(a, start=40_000_000, equipment=12_000_000):
    """24달의 고객, 이익, 현금. 시작하는 돈과 처음 사는 설비도 가정이다."""
    rows, customers, cash, coming = [], 0, start - equipment, 0  # coming은 지난달에 팔아 이달에 들어올 돈
    for month in range(1, 25):
        customers = customers * (1 - a["churn"]) + pool / 10_000 * a["trial"]
        sold = customers * a["sets"]
        spent = sold * unit_cost(a) + a["fixed"]
        cash = cash + coming - spent
        coming = sold * a["price"]
        rows.append([month, customers, coming - spent, cash])
    return pd.DataFrame(rows, columns=["month", "customers", "profit", "cash"])

first = plan(base)
print(f"맡은 다섯 동네의 1인가구 {pool:,.0f}가구. 표의 customers는 명, profit(이익)과 cash(현금)는 원입니다.")
first.iloc[[0, 5, 11, 23]].style.format("{:,.0f}").hide()

# %% [markdown]
# 달이 갈수록 고객이 느는 폭이 줄어듭니다. 오는 사람은 그대로인데 떠나는 사람이 함께 늘기 때문입니다. 결국 ‘새 고객 ÷ 떠나는 비율’에 가까워집니다.
# 처음 모형이 서지 않아도 실망하지 마세요. **종이 위에서 망하는 것이 가장 싸게 배우는 길**입니다. 고쳐 봅시다. 마을회관의 공유 부엌을 쓰면 고정비와 설비가 줄고, 집집이 대신 아파트 관리실 같은 **거점**에 모아 배달하면 배달비가 줄어듭니다. 이것도 가정입니다.

# %%
three = ["낮게", "보통", "높게"]
assumptions.loc["fixed", three] = [2_400_000, 2_900_000, 3_400_000]
assumptions.loc["delivery", three] = [900, 1_200, 1_600]
better = assumptions["보통"]
second = plan(better, equipment=4_000_000)

def story(table):
    """현금이 처음으로 0보다 작아지는 달을 말로."""
    broke = table[table["cash"] < 0]
    if len(broke) == 0:
        return "24달 동안 바닥나지 않습니다"
    return f"{broke['month'].iloc[0]:.0f}번째 달에 바닥납니다"

figure, axis = plt.subplots(figsize=(8, 4.4), layout="constrained")
axis.plot(first["month"], first["cash"] / 10_000, color="#b35806", marker="s", label=f"처음 모형: {story(first)}")
axis.plot(second["month"], second["cash"] / 10_000, color="#1f4e79", marker="o", label=f"고친 모형: {story(second)}")
axis.axhline(0, color="#222222", linewidth=1)
axis.set_title(f"{city_name} 반찬 가게: 고친 모형의 현금은 가장 적을 때 {second['cash'].min() / 10_000:,.0f}만 원입니다(가정)")
axis.set(xlabel="문을 연 뒤의 달", ylabel="남은 현금(만 원)", xticks=range(0, 25, 3))
axis.legend(frameon=False)
plots.source_line(figure, "kr-households-dong")

# %% [markdown]
# 가장 낮은 곳이 **준비해야 할 돈**을 알려 줍니다. 0에 닿기 훨씬 전에, 가장 낮은 달의 현금이 고정비 두세 달 치보다 적다면 이미 위험합니다. 일손도 셈해 보세요. 고객 200명이면 한 달 800꾸러미, 하루 서른 개가 넘습니다. 월급을 한 사람 몫만 적었다면 그 사람이 다 만들 수 있습니까?
#
# <details><summary><b>확인 3.</b> 이익이 나는 달인데 현금이 줄 수 있을까요? (눌러서 답 보기)</summary>그렇습니다. 판 돈은 다음 달에 들어오는데 재료비는 이달에 나갑니다. 빠르게 크는 가게일수록 이 차이가 커집니다.</details>
#
# ## 5단계. 무엇이 가장 흔들까요? 민감도
# 가정을 **하나만** 낮은 값과 높은 값으로 바꾸고 나머지는 그대로 둔 채, 24번째 달의 이익을 다시 셈합니다. 폭이 큰 것부터 줄을 세우면 회오리바람 모양의 **토네이도 그림**이 됩니다. 고친 모형을 흔들어 봅니다.

# %%
def profit_if(key, value):
    """가정 하나만 바꾸었을 때 24번째 달의 이익(만 원)."""
    changed = better.copy()  # 사본을 만들어 고칩니다
    changed[key] = value
    return plan(changed)["profit"].iloc[-1] / 10_000

swings = []
for key in assumptions.index:
    low, high = profit_if(key, assumptions.loc[key, "낮게"]), profit_if(key, assumptions.loc[key, "높게"])
    swings.append([assumptions.loc[key, "가정"], low, high, abs(high - low)])
swings = pd.DataFrame(swings, columns=["가정", "낮게", "높게", "폭"]).sort_values("폭")
center = plan(better)["profit"].iloc[-1] / 10_000
figure, axis = plt.subplots(figsize=(8, 4.6), layout="constrained")
axis.barh(swings["가정"], swings["낮게"] - center, left=center, color="#fdb863", edgecolor="#555555", label="낮은 값일 때")
axis.barh(swings["가정"], swings["높게"] - center, left=center, color="#5e9bc4", edgecolor="#555555", hatch="//", label="높은 값일 때")
axis.axvline(0, color="#b30000", linestyle="--", linewidth=1)
axis.set_title(f"이익을 가장 크게 흔드는 가정은 ‘{swings['가정'].iloc[-1]}’입니다")
axis.set_xlabel("24번째 달의 이익(만 원), 붉은 점선은 손익분기점")
axis.legend(frameon=False)
plots.source_line(figure, "kr-households-dong")

# %% [markdown]
# 맨 위의 가정이 **가장 먼저 확인할 것**입니다. 막대가 붉은 점선을 넘나든다면 그 가정 하나에 가게가 달려 있습니다. 둘이 함께 바뀌면 어떨까요? 값과 고객을 나란히 바꾼 **두 방향 표**를 만듭니다.

# %%
table = pd.DataFrame()
for price in [11_500, 12_000, 12_500, 13_000, 13_500]:
    left = price - unit_cost(better)  # 한 꾸러미에서 남는 돈
    for customers in [100, 150, 200, 250, 300]:
        table.loc[f"{price:,}원", f"고객 {customers}명"] = (left * better["sets"] * customers - better["fixed"]) / 10_000
table.style.format("{:,.0f}만 원").map(lambda value: "color: #b30000; font-weight: bold" if value < 0 else "")

# %% [markdown]
# 붉고 굵은 칸은 손해입니다. “값을 500원 올렸더니 고객이 250명에서 200명으로 줄었다”면 어느 칸에서 어느 칸으로 가나요?
#
# <details><summary><b>확인 4.</b> 가정 아홉 개가 모두 ‘보통’이면 결과도 보통일까요? (눌러서 답 보기)</summary>아닙니다. 창업하는 사람의 ‘보통’은 대개 밝은 쪽으로 기웁니다. 나쁜 값 두세 개가 함께 올 때에도 몇 달을 버티는지 보아야 합니다.</details>
#
# ## 6단계. 사회적 가치를 지표로 적습니다
# 나눔 꾸러미를 몇 개 드렸는지는 **산출**이고, 이웃의 삶이 달라졌는지는 **성과**입니다. 지표에는 셈법, **기준값**(시작하기 전의 값), 목표값, 재는 법을 함께 적습니다. 모르는 기준값은 비우지 말고 “조사 전”이라고 적습니다.

# %%
year_one = second.iloc[11]
gifts = year_one["customers"] * better["sets"] * better["give"]
per_10k = (year_one["customers"] + gifts / better["sets"]) / city["one"].sum() * 10_000
cards = [
    ["산출", "한 달에 드린 나눔 꾸러미", "0개", f"{gifts:.0f}개(12번째 달)", "배달 기록"],
    ["산출", f"정기로 안부가 닿는 {city_name} 1인가구(1만 가구당)", "0가구", f"{per_10k:.0f}가구(12번째 달)", "배달 기록 ÷ 인구총조사 1인가구"],
    ["성과", "지난주에 제대로 된 끼니를 열 번 넘게 든 사람의 비율", "조사 전", "기준값을 잰 다음 정함", "고객과 이웃 30명에게 시작 전과 6달 뒤에 물음"],
]
pd.DataFrame(cards, columns=["종류", "지표", "기준값", "목표값", "재는 법"])

# %%
trade = []
for give in [0, 0.05, 0.10, 0.20]:
    changed = better.copy()
    changed["give"] = give
    result = plan(changed, equipment=4_000_000).iloc[11]
    trade.append([f"{give:.0%}", result["customers"] * better["sets"] * give, needed(changed), result["profit"] / 10_000])
pd.DataFrame(trade, columns=["나눔", "12번째 달에 드리는 꾸러미", "손익분기점 고객", "12번째 달의 이익(만 원)"]).round(0)

# %% [markdown]
# 더 나눌수록 더 많은 고객이 있어야 섭니다. 나눔을 줄일지, 값을 올릴지, 후원을 받을지는 셈이 아니라 **여러분이 정하는 일**입니다. 셈은 그 선택의 값을 보여 줄 뿐입니다.
# ## 흔한 실수
# - 가정을 사실처럼 적습니다. 자료에서 온 수와 우리가 정한 수를 다른 칸에 적으세요.
# - 자기 월급을 빼놓고 셈합니다. 창업한 사람의 시간도 고정비입니다.
# - 나눔 꾸러미의 수를 성과라고 부릅니다. 드린 것은 산출입니다.
# ## 현장에서는
# 산업통상자원부의 커뮤니티 비즈니스 지원은 2018년 비수도권 14개 시도에서 국비 98억 원을 들였고, 기업 97곳이 개발된 기술을, 364곳이 사업화 프로그램을 써서 매출 34억 원과 일자리 146명을 만들었다고 발표했습니다(제17차 한국 리빙랩 네트워크 포럼 자료, 2019. 11. 21.). 나누어 보면 일자리 한 명에 국비 약 6,700만 원입니다. 비싼가요? 한 해만 본 수이고, 기술은 뒤에 매출을 내기도 하며, 지원이 없었다면 생기지 않았을 몫(순효과)은 나와 있지 않습니다. **나눈 수는 물음의 시작**입니다.
# ## 정리
# 1. 가정은 표에 모아 낮게·보통·높게와 확인할 길을 적습니다.
# 2. 공헌이익 → 손익분기점 → 시장 → 현금의 차례로 셈합니다.
# 3. 민감도가 가장 큰 가정을 가장 먼저 확인합니다. 지표에는 기준값을 적고, 산출과 성과를 가릅니다.
# ## 스스로 해 보기
# 여러분의 생각으로 `rows`를 고쳐 보세요. 어느 값에서 모형이 서기 시작하나요? **더 읽기** 한국사회적기업진흥원 ‘사회적가치지표(SVI)’ · 통계청 KOSIS ‘1인가구’ · `datasets.describe("kr-households-dong")`
