# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 기술을 시연기로 만들고, 얼마나 맞는지 밝혀 넘겨줍니다
# 이 시간이 끝나면 우리 지역의 **열대야 경보 시연기**와 그 성적표, 보고서에 넣을 그림 세 장을 손에 쥡니다. 과제에서는 같은 길로 폭염 경보를 만듭니다.
#
# **배울 내용**
# - 센터의 부탁을 결정과 **서비스 수준**(얼마나 앞서고, 며칠이나 판단하고, 몇 번 틀리는가)으로 바꿉니다.
# - 배울 해, 고를 해, 잴 해를 나누고 기준선부터 잽니다.
# - 놓침과 헛경보의 비용으로 문턱을 고릅니다.
# - 거점을 겹치지 않게 고르고, 나중 자료로 다시 잽니다.
# - 막대를 밀어 보는 화면으로 만들고, 한계와 멈출 기준까지 넘겨줍니다.
#
# **준비**: 01-sensor-quality를 마친 뒤에 들어옵니다. 데이터셋은 `kr-weather`, `kr-households-dong`, `kr-boundaries-2020`, 설명 120분입니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %%
import ipywidgets as widgets, matplotlib.pyplot as plt, numpy as np, pandas as pd
from IPython.display import HTML, display
from curriculum import datasets, glossary, plots, project, regions, views

plots.use_korean()
HOME = regions.region(REGION)
NIGHT = 25.0  # 열대야: 최저기온 25℃ 이상

# %% [markdown]
# ## 부탁: "밤에 문 여는 쉼터를 날마다 지킬 수는 없어요"
# 지원센터가 여름밤 쉼터를 여는데, 지킬 사람이 모자랍니다. "내일 밤이 더울지 **오늘 밤에** 알면, 여는 날만 사람을 부를 수 있어요. 어디부터 열지도 알려 주세요."
# 먼저 이 일이 해마다 되풀이되는지 봅니다. 관측소가 새로 생기면 평균이 흔들리므로 **기록이 긴 관측소만** 씁니다(없는 지역은 있는 관측소를 쓰고 그렇게 적습니다).

# %% sample="우리 지역의 한 해 열대야일이 늘어난 모습"
stations = datasets.load("kr-weather", "stations", region=HOME)
kept = stations[stations["long_record"]] if stations["long_record"].any() else stations
record = datasets.load("kr-weather", "years", region=HOME)
record = record[record["station"].isin(kept["station"]) & record["complete"]]
nights = record.groupby("year")["tropical_nights"].mean()
figure, axes = plt.subplots(figsize=(7.2, 3.8), layout="constrained")
axes.bar(nights.index, nights, color="#fdae6b")
smooth = nights.rolling(10, min_periods=10).mean()
axes.plot(smooth.index, smooth, color="#a63603", linewidth=2.5, label="지난 10년의 평균")
early, late = nights.loc[:1982].mean(), nights.loc[2014:].mean()
change = f"1973~1982년 {early:.1f}일에서 2014~2023년 {late:.1f}일로" if len(nights.loc[:1982]) == 10 else f"{nights.index[0]}년부터 {len(nights)}해 평균 {nights.mean():.1f}일"
axes.set_title(f"{HOME.short}의 한 해 열대야일: {change}")
axes.set(ylabel=f"관측소 평균({', '.join(kept['station'])})" if len(kept) < 4 else f"관측소 {len(kept)}곳의 평균", xlim=(1972, 2024))
if smooth.notna().any():
    axes.legend(frameon=False, loc="upper left")
plots.source_line(figure, "kr-weather")

# %% [markdown]
# ## 1단계. 부탁을 서비스 수준으로 바꿉니다
# 시연기의 약속은 네 칸입니다. **잰 다음에** 오른쪽을 채웁니다. 재지 않은 약속은 적지 않습니다.
#
# | 칸 | 물음 | 이 시연기에서 |
# |---|---|---|
# | 앞서는 시간 | 언제까지의 자료로, 언제 일어날 일을 말하나 | 오늘 자정까지의 기록으로 내일 밤(최저기온)을 |
# | 판단한 날 | 자료가 끊겨 침묵한 날은 며칠인가 | 여름 122일을 모두 분모로 |
# | 놓침과 헛경보 | 틀리는 두 방향은 저마다 얼마인가 | 관측소 한 곳의 한 해로 |
# | 비용 | 놓침 하나는 헛경보 몇 번만큼 나쁜가 | 센터가 정함 |
#
# **확인.** "정확도 95%"라는 약속은 왜 쓸모가 없을까요?
# <details><summary>답</summary>열대야가 드문 지역에서는 "늘 아니다"라고만 해도 정확도가 95%를 넘습니다. 놓친 날과 헛경보를 따로 적어야 결정할 수 있습니다.</details>

# %%
glossary.show("기준선 모델", "헛경보율", "서비스 수준")

# %% [markdown]
# ## 2단계. 내일은 ‘다음 줄’이 아니라 ‘달력의 다음 날’입니다
# 날마다의 표에서 `shift(-1)`을 하면 기록이 빠진 날을 건너뜁니다. 날짜로 이어야 합니다. 기준 날짜에서 하루를 **빼서** 이으면 이튿날의 값이 오늘 줄에 옵니다.

# %%
seen = datasets.load("kr-weather", "daily", columns=["adm1", "station", "date", "year", "max_temp", "min_temp", "humidity", "sunshine"])
after = seen[["station", "date", "min_temp"]].assign(date=seen["date"] - pd.Timedelta(days=1)).rename(columns={"min_temp": "tomorrow"})
days = seen.merge(after, on=["station", "date"], how="left")
shifted = seen.sort_values(["station", "date"]).groupby("station")["min_temp"].shift(-1)
days = days[days["date"].dt.month.between(6, 9) & (days["year"] < 2024)]
both = pd.DataFrame({"date": days["tomorrow"], "shift": shifted.reindex(days.index)})
wrong = (both["date"] != both["shift"]) & both.notna().any(axis=1)
print(f"전국의 여름 {len(days):,}일 가운데 다음 줄과 다음 날이 다른 날: {wrong.sum()}일")

# %% [markdown]
# 몇 날뿐이라 더 위험합니다. 성적은 거의 그대로이니 눈치채지 못하고, 고장이 잦은 현장 센서에 옮기면 크게 틀립니다.
#
# ## 3단계. 해를 셋으로 나누고, 기준선부터 잽니다
# 2012~2017년에서 **배우고**, 2018~2021년에서 **고르고**, 2022~2023년에서 **한 번** 잽니다. 날을 섞어 나누면 어제를 보고 오늘을 맞히게 됩니다.
# 배우는 데에는 전국의 관측소를 함께 씁니다. 세종처럼 2019년에 생긴 관측소도 전국에서 배운 모델로 시험할 수 있습니다.
# 기준선은 "오늘 밤이 열대야면 내일 밤도"입니다. **돈이 들지 않는 방법보다 나은 만큼만** 기술의 몫입니다.

# %%
def table(part):
    season = 2 * np.pi * part["date"].dt.day_of_year / 365.25
    return np.column_stack([part[["max_temp", "min_temp", "humidity", "sunshine"]].fillna(middle), np.sin(season), np.cos(season), np.ones(len(part))])

learn = days[days["year"] <= 2017].dropna(subset=["min_temp", "tomorrow"])
middle = learn[["max_temp", "min_temp", "humidity", "sunshine"]].median()  # 빈칸은 배운 해의 가운뎃값으로
weights = np.linalg.lstsq(table(learn), learn["tomorrow"], rcond=None)[0]  # 선형회귀
home = days[days["adm1"] == HOME.code].copy()
home["forecast"] = pd.Series(table(home) @ weights, index=home.index).where(home["min_temp"].notna())
tune, test = home[home["year"].between(2018, 2021)], home[home["year"] >= 2022]
for name, column in (("기준선", "min_temp"), ("시연기", "forecast")):
    print(f"{name}: 2022~2023년 내일 최저기온의 오차(RMSE) {((test[column] - test['tomorrow']) ** 2).mean() ** 0.5:.2f}℃")

# %% [markdown]
# 오차와 경보의 성적은 다른 물음입니다. 바닷가처럼 밤 기온이 천천히 바뀌는 곳에서는 전국에서 배운 모델의 오차가 기준선보다 클 수도 있습니다. 결정은 25℃라는 선에서 갈리므로, 선 근처에서 얼마나 맞는지를 따로 셉니다.
#
# **확인.** 빈칸을 채울 가운뎃값을 2022~2023년까지 넣어 구하면 무엇이 문제인가요?
# <details><summary>답</summary>잴 해의 자료가 배우는 데로 새어 들어갑니다(누출). 작은 누출도 성적을 믿을 수 없게 합니다.</details>
#
# ## 4단계. 놓침과 헛경보의 비용으로 문턱을 고릅니다
# 예측은 가운데로 모이는 버릇이 있어, 25℃를 그대로 문턱으로 쓰면 놓치기 쉽습니다. 놓친 밤 하루를 헛경보 세 번으로 치고, **고르는 해에서만** 비용이 가장 작은 문턱을 찾습니다.

# %%
def count(alarm, actual):
    """놓친 날과 헛경보."""
    hot = actual >= NIGHT
    return int((hot & ~alarm).sum()), int((~hot & alarm).sum())

grid = np.arange(22, 27.1, 0.25)
def curve(part):
    known = part.dropna(subset=["forecast", "tomorrow"])
    return pd.DataFrame([count(known["forecast"] >= each, known["tomorrow"]) for each in grid], index=grid, columns=["놓침", "헛경보"])

def cost(counts):
    return 3 * counts["놓침"] + counts["헛경보"]

chosen = cost(curve(tune))[::-1].idxmin()  # 같으면 높은 문턱
per = test["station"].nunique() * 2
known = test.dropna(subset=["min_temp", "tomorrow"])
plain = pd.Series(count(known["min_temp"] >= NIGHT, known["tomorrow"]), index=["놓침", "헛경보"])
ours, best = curve(test).loc[chosen], cost(curve(test)).min()
print(f"고른 문턱 {chosen:.2f}℃. 한 해 비용: 시연기 {cost(ours) / per:.1f}, 기준선 {cost(plain) / per:.1f}, 잴 해를 미리 보고 골랐다면 {best / per:.1f}")

# %% [markdown]
# 마지막 수는 **답을 보고 고른** 성적입니다. 이것을 보고서에 적으면 첫 여름에 약속이 깨집니다. 시연기의 수와 벌어진 만큼이 고르기의 불확실함입니다.
# 시연기가 기준선보다 나쁘게 나오는 지역도 있습니다. 그러면 **그렇게 적고 쓰지 않습니다.** 시연기의 값어치는 좋은 수가 아니라 믿을 수 있는 수입니다.

# %%
line = curve(test) / per
figure, axes = plt.subplots(figsize=(6.4, 4.2), layout="constrained")
axes.plot(line["헛경보"], line["놓침"], "-o", color="#253494", markersize=4, label="시연기(문턱을 바꿀 때)")
axes.plot(ours["헛경보"] / per, ours["놓침"] / per, "D", color="#253494", markersize=11, label=f"고른 문턱 {chosen:.2f}℃")
axes.plot(plain["헛경보"] / per, plain["놓침"] / per, "s", color="#b30000", markersize=9, label="기준선")
state = "기준선보다 비용이 작습니다" if cost(ours) < cost(plain) else "기준선보다 낫지 않습니다"
axes.set_title(f"{HOME.short} 열대야 경보, 2022~2023년: {state}")
axes.set(xlabel="관측소 한 곳의 한 해 헛경보(번)", ylabel="한 해에 놓친 열대야(일)")
axes.legend(frameon=False)
plots.source_line(figure, "kr-weather")

# %% [markdown]
# 곡선의 어디에 설지는 기술이 아니라 **센터가** 정합니다. 쉼터 지킴이의 품삯과 놓친 밤의 위험을 센터가 견주어 비율을 정하면, 문턱은 셈이 됩니다.
#
# **확인.** 비율을 3에서 10으로 올리면 문턱과 헛경보는 어떻게 되나요?
# <details><summary>답</summary>문턱이 내려가고 헛경보가 늡니다. 놓치는 날은 줄거나 같습니다. 곡선 위에서 오른쪽 아래로 움직입니다.</details>
#
# ## 5단계. 거점을 겹치지 않게 고르고, 나중 자료로 다시 잽니다
# 반지름 2km를 맡는 거점을 1인가구가 많은 동네부터 두면 서로 겹칩니다. **아직 맡지 않은 가구**를 가장 많이 늘려 주는 곳부터 한 곳씩 고릅니다(탐욕 알고리즘).

# %%
ALONE = project.ALONE
dong = project.dong_table(HOME, [], {"alone": ALONE, "later": ALONE | {"year": 2025}})
dong = dong.join(dong.to_crs(5179).representative_point().get_coordinates())
dong["later"] = dong["later"].fillna(dong["alone"])  # 그사이 나뉘거나 합쳐진 동은 2020년 값으로
x, y = dong["x"].to_numpy(), dong["y"].to_numpy()
near = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y)) <= 2000
left, order = dong["alone"].fillna(0).to_numpy(float), []
for _ in range(min(15, len(dong))):
    gain = near @ left
    gain[order] = -1  # 이미 고른 곳은 다시 고르지 않습니다
    order.append(int(gain.argmax()))
    left = np.where(near[order[-1]], 0, left)
naive = list(np.argsort(-dong["alone"].fillna(0).to_numpy())[:15])

def share(spots, column):
    return dong.loc[near[spots].any(axis=0), column].sum() / dong[column].sum() * 100

figure, axes = plt.subplots(figsize=(6.4, 3.8), layout="constrained")
steps = range(1, len(order) + 1)
for spots, style, color, name in ((order, "-o", "#253494", "늘려 주는 곳부터"), (naive, "--s", "#767676", "1인가구가 많은 곳부터")):
    axes.plot(steps, [share(spots[:n], "later") for n in steps], style, color=color, markersize=4, label=name)
five = min(5, len(order))
axes.set_title(f"{HOME.short} 거점 {five}곳이 맡는 1인가구 {share(order[:five], 'later'):.0f}% (많은 곳부터면 {share(naive[:five], 'later'):.0f}%)")
axes.set(xlabel="거점의 수", ylabel="2025년 1인가구 가운데(%)", ylim=(0, None))
axes.legend(frameon=False)
plots.source_line(figure, "kr-households-dong", "kr-boundaries-2020")

# %% [markdown]
# 2020년 자료로 고르고 **2025년 자료로** 쟀습니다. 고른 자료로 재면 언제나 좋아 보입니다. 그사이 나뉜 큰 동을 빼고 재면 ‘많은 곳부터’가 억울하게 나빠지므로, 이을 수 없는 동에는 2020년 값을 썼습니다.
# 읍면동을 점 하나로 보았으므로 넓은 면에서는 2km의 뜻이 약합니다. 그런 지역에서는 반지름 대신 차로 가는 시간을 써야 합니다.
#
# ## 6단계. 막대를 밀어 보는 화면으로 만듭니다
# 담당자는 곡선보다 **밀어 보는 막대**에서 더 많이 묻습니다. 막대는 고른 값에서 시작해, 처음 화면이 곧 권고가 되게 합니다.

# %%
slider = widgets.SelectionSlider(options=[round(chosen + step / 4, 2) for step in range(-6, 7)], value=round(chosen, 2), description="문턱(℃)")
screen = widgets.HTML()

def refresh(_=None):
    known = test.dropna(subset=["forecast", "tomorrow"])
    misses, false = count(known["forecast"] >= slider.value, known["tomorrow"])
    rows = [["시연기", misses / per, false / per], ["기준선", plain["놓침"] / per, plain["헛경보"] / per]]
    screen.value = views.table(pd.DataFrame(rows, columns=["방법", "한 해에 놓친 날", "한 해의 헛경보"]), f"문턱 {slider.value}℃일 때")

slider.observe(refresh, names="value")
refresh()
display(widgets.VBox([slider, screen]))
spoke = test["forecast"].notna().sum() / (per * 122) * 100
display(HTML(f"<p>서비스 수준: 판단한 날 {spoke:.1f}%, 한 해에 놓친 날 {ours['놓침'] / per:.1f}일, 헛경보 {ours['헛경보'] / per:.1f}번({HOME.short} 관측소 {test['station'].nunique()}곳의 평균)</p>"))

# %% [markdown]
# `REGION`을 세종(관측소 하나, 2019년부터)과 강원(산지라 열대야가 드묾)으로 바꾸어 모두 실행해 보세요. 없는 것을 0으로 적지 않았는지, 문장이 맞는지 봅니다.
# ## 7단계. 넘겨줍니다
# 화면과 함께 **한계, 드는 것, 멈출 기준**을 넘깁니다. "비용이 기준선보다 커지면 멈춘다"처럼 수로 적습니다.
#
# **확인.** 기상청이 이미 예보와 특보를 냅니다. 그런데도 시연기를 만드는 까닭은 무엇인가요?
# <details><summary>답</summary>예보를 이기려는 것이 아닙니다. 현장에 센서를 달아 만든 경보를 <b>어떻게 재고 약속하는지</b> 보이려는 것입니다. 실제 운영에서는 기상청 예보를 기준선으로 삼아 다시 재야 합니다.</details>
# ## 흔한 실수
# - 잴 해를 여러 번 보며 고칩니다. 볼 때마다 그 해는 고르는 해가 됩니다.
# - 놓침과 헛경보를 정확도 하나로 합칩니다. 침묵한 날을 분모에서 뺍니다.
# ## 현장에서는
# - 세계기상기구와 세계보건기구의 안내서(*Heatwaves and Health: Guidance on Warning-System Development*, WMO-No. 1142, 2015)는 문턱을 정하는 법뿐 아니라 누구에게 어떻게 알리고 어떻게 평가할지를 한 체계로 다룹니다.
# - 기록은 하루가 지나야 다 모이는 수가 많습니다. 밤에 경보를 내려면 실시간으로 받는 길부터 확인합니다.
# ## 정리
# 1. 약속은 네 칸(앞서는 시간, 판단한 날, 놓침과 헛경보, 비용)이고, 잰 것만 적습니다.
# 2. 기준선보다 나은 만큼만 기술의 몫입니다. 낫지 않으면 그렇게 적습니다.
# ## 스스로 해 보기
# - 비율 3을 1과 10으로 바꾸어 보세요. · 6월만, 8월만의 성적은 어떻게 다른가요?
# - **더 읽기** Jolliffe·Stephenson, *Forecast Verification*(2판, 2012) · `datasets.describe("kr-weather")`의 주의할 점
