# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 센서 데이터를 믿을 수 있게 만듭니다
# 이 수업을 마치면 우리 지역 관측소의 기온 기록에 **값마다 품질 표지**가 붙고, 그 표지를 얼마나 믿어도 되는지 보여 주는 품질 보고서를 갖게 됩니다.
#
# **배울 내용**
# - 시각을 맞추고 빠진 날을 드러낸 뒤, 한계·내적 일치·멈춤·튐·이웃의 다섯 검사를 만듭니다.
# - 고장을 일부러 넣어 검사의 정밀도와 재현율을 잽니다.
# - 관측소 이전과 서서히 틀어지는 센서를 이웃과의 차이로 찾고, 짧은 빈 곳만 채웠다고 적으며 채웁니다.
#
# **준비** 판다스 시계열. 데이터셋 `kr-weather`, `sensor-parking`. 설명 100분.
# ## 26일 동안 똑같았던 습도
# 전남 신안군 흑산도 관측소의 하루 평균 습도는 2017년 6월 30일부터 7월 25일까지 **26일 내내** 99.0%였습니다.
# 오류 메시지도 빈칸도 없었고, 평균을 내면 그대로 섞여 들어갑니다. 이 센서는 고장일까요, 안개가 짙었던 걸까요? 센터가 기온 센서로 폭염 알림을 보낸다면, 같은 물음에 답할 수 있어야 합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from curriculum import datasets, glossary, plots, regions, sensors
plots.use_korean()
home = regions.region(REGION)
station = sensors.home_station(home)  # 우리 시도에서 기록이 온전하고 이웃과 가장 닮은 관측소
glossary.show("품질관리", "품질 표지", "정밀도", "재현율", "동질성")

# %% [markdown]
# ## 1. 자료부터 봅니다: 어느 날이 없습니까
# 기상청 종관기상관측(ASOS) 관측소의 하루 자료입니다. 좌표가 없으므로 이웃은 **자료에서** 찾습니다.
# 기온은 어디나 여름에 높아 먼 곳과도 상관이 높습니다. 그래서 **하루 사이의 변화**끼리 상관을 봅니다.

# %%
stations = datasets.load("kr-weather", "stations")
mine = stations[stations["adm1"] == home.code]
near = sensors.similar(station)
print(f"{home.short}의 관측소 {len(mine)}곳, 오늘의 관측소: {station}, 가장 닮은 다섯 곳: {near.round(2).to_dict()}")

# %% [markdown]
# 없는 날에는 줄도 없어서, 줄 수만 보아서는 빠진 날을 모릅니다. **달력을 먼저 펴고**(`asfreq("D")`) 그 위에 기록을 올려 놓습니다.

# %%
parts = [datasets.load("kr-weather", name, columns=["station", "date", "mean_temp"]) for name in ("daily_2000_2011", "daily")]
calendar = pd.concat(parts).pivot(index="date", columns="station", values="mean_temp").asfreq("D")
print("열 곳도 기록하지 않은 날:", *calendar.index[calendar.notna().sum(axis=1) < 10].strftime("%Y-%m-%d"))
shown = list(dict.fromkeys([*mine["station"], *near.index]))
share = calendar[shown].notna().groupby(calendar.index.year).mean() * 100
figure, ax = plt.subplots(figsize=(9, 1.3 + 0.3 * len(shown)), layout="constrained")
figure.colorbar(ax.imshow(share.T, cmap="cividis", aspect="auto", vmin=0, vmax=100), label="기록이 있는 날(%)")
ax.set_xticks(range(len(share)), [f"'{year % 100:02d}" for year in share.index])
ax.set_yticks(range(len(shown)), [f"★ {name}" if name == station else name for name in shown])
for (column, row), value in np.ndenumerate(share[shown]):
    if value < 95:
        ax.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=7, color="white" if value < 60 else "black")
whole = (share[mine["station"]].drop(index=2024) >= 95).all().sum()
ax.set_title(f"2000~2023년을 해마다 95% 넘게 기록한 관측소는 {home.short} {len(mine)}곳 가운데 {whole}곳")
plots.source_line(figure, "kr-weather")

# %% [markdown]
# 숫자는 기록이 95%에 못 미친 해의 비율입니다(★는 오늘의 관측소. 2024년은 6월 30일까지라 절반입니다). 해를 통째로 비운 곳의 2000~2023년 평균은 서로 견줄 수 없습니다. 그림 위에 적힌 여섯 날은 거의 모든 관측소가 **한꺼번에** 빠진 날입니다. 모두 윤년 다음 해의 12월 31일입니다. 일흔 곳이 넘는 센서가 같은 날 고장 날 리 없으니, 잃은 곳은 센서가 아니라 **자료를 받아 옮긴 과정**입니다. 빠진 모습이 까닭을 말해 줍니다.
#
# **확인** 한 곳만 며칠 빠졌다면 무엇을 의심합니까?
# <details><summary>답 보기</summary>그 관측소의 전원, 통신, 센서 교체를 의심하고 유지보수 기록을 찾습니다.</details>
#
# ## 2. 시각: 누구의 9시입니까
# 영국 버밍엄의 주차장 센서(한국 자료가 아닙니다)는 시각을 **현지 시각**으로 적습니다. 2016년 10월 30일에 서머타임이 끝나 시계를 한 시간 늦췄습니다.

# %%
parking = datasets.load("sensor-parking")
parking["utc"] = parking["time"].dt.tz_localize("Europe/London").dt.tz_convert("UTC")
period = np.where(parking["time"] < "2016-10-30", "10월 29일까지 가장 이른 기록", "10월 31일부터 가장 이른 기록")
parking.groupby(period)[["time", "utc"]].agg(lambda times: min(times.dt.strftime("%H:%M")))

# %% [markdown]
# 저장은 **협정 세계시**(UTC)로, 보여 줄 때만 현지 시각으로 바꿉니다. 한국은 1988년을 끝으로 서머타임이 없어 늘 UTC+9시간입니다. UTC로 적힌 기록을 그대로 하루로 묶으면 오전 9시에 날이 바뀌어, 새벽의 최저기온이 **전날 것**이 됩니다.
#
# ## 3. 값을 지우지 않고 표지를 붙입니다
# 세계기상기구(WMO)의 자료 교환 부호(BUFR)에 있는 품질 표지의 번호를 씁니다: **0 좋음, 2 의심, 3 틀림, 6 추정(채움), 7 없음**. 먼저 있을 수 없는 값(한계 검사)과 앞뒤가 맞지 않는 값(내적 일치 검사: 최저 ≤ 평균 ≤ 최고)을 봅니다.

# %%
daily = datasets.load("kr-weather")
order = (daily["min_temp"] > daily["mean_temp"]) | (daily["mean_temp"] > daily["max_temp"])
beyond = ~daily["mean_temp"].between(-40, 45) & daily["mean_temp"].notna()
over, below = parking["occupancy"] > parking["capacity"], parking["occupancy"] < 0
print(f"ASOS 기온 {len(daily):,}건: 순서가 틀린 값 {order.sum()}건, 한계를 벗어난 값 {beyond.sum()}건")
print(f"주차 센서 {len(parking):,}건: 음수 {below.sum()}건, 주차 면수를 넘는 값 {over.sum()}건({over.mean():.1%})")

# %% [markdown]
# 기상청이 이미 검사한 ASOS에는 하나도 없고, 원자료 그대로인 주차 센서에는 있습니다. 지나온 검사를 모르면 "깨끗하다"는 말도 뜻이 없습니다. 한계 검사는 가장 쉽고 가장 무딥니다. 하루 강수량 870.5mm(강릉, 2002년 8월 31일 태풍 루사)는 한계를 좁게 잡으면 지워질 **진짜 값**입니다.
# ## 4. 멈춤: 같은 값이 이어집니다

# %%
def run_lengths(values):
    """값마다, 그 값이 든 '똑같은 값의 이어짐'이 며칠인지."""
    run = (values != values.shift()).cumsum()
    return values.groupby(run).transform("size").where(values.notna(), 0)

for column, name in {"mean_temp": "평균기온", "humidity": "습도"}.items():
    print(f"{name}: 똑같은 값이 가장 오래 이어진 날 수", sensors.daily(column).apply(run_lengths).max().astype(int).nlargest(3).to_dict())
window = sensors.daily("humidity").loc["2017-06-01":"2017-08-20", ["흑산도", *sensors.similar("흑산도", 3).index]]
figure, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
for name, style in zip(window.columns[1:], ["-", "--", ":"]):
    ax.plot(window[name], color="#8a8a8a", linestyle=style, linewidth=1.2, label=name)
ax.plot(window["흑산도"], color="#1f4e79", linewidth=2, label="흑산도")
ax.plot(window["흑산도"][run_lengths(window["흑산도"]) >= 5], "x", color="#b35806", markersize=6, label="같은 값이 5일 이상")
ax.legend(ncols=5, frameon=False, loc="lower center")
ax.set(title="이웃의 습도가 오르내린 26일, 흑산도는 99.0%에 머물렀다(2017년)", ylabel="평균 상대습도(%)", ylim=(40, 104))
plots.source_line(figure, "kr-weather")

# %% [markdown]
# 26일은 멈춤 검사에 걸립니다. 그런데 앞뒤 날도 98~99%이고 99.0을 넘는 날은 없습니다. 센서가 죽은 것이 아니라 **잴 수 있는 위쪽 끝에 걸린**(포화) 모습에 가깝습니다. 그래서 표지는 '3 틀림'이 아니라 '2 의심'입니다. 습도가 높았다는 것은 쓸 수 있고, 99.0이라는 수는 쓸 수 없습니다. 까닭은 관측소의 장비 기록을 보아야 압니다.
#
# **확인** 강수량 0이 20일 이어지면 멈춘 것입니까?
# <details><summary>답 보기</summary>아닙니다. 0이 이어지는 것은 자연스럽습니다. 멈춤 검사는 변수마다 자연스러운 이어짐(강수량·일조의 0)을 빼고 씁니다.</details>
#
# ## 5. 튐: 혼자 튀었습니까, 함께 튀었습니까
# 앞뒤 날과 크게 다른 값을 찾는 것이 단계 검사입니다. 2012년부터 최고기온이 앞뒤 날보다 12℃ 넘게 높았던 날을 모아 봅니다.

# %%
maximum = sensors.daily("max_temp")
jump = np.minimum(maximum - maximum.shift(), maximum - maximum.shift(-1)) > 12
print(f"전국에서 앞뒤 날보다 모두 12℃ 넘게 높았던 {jump.sum().sum()}건 가운데 2013년 4월 16일이 {jump.loc['2013-04-16'].sum()}건")
maximum.loc["2013-04-14":"2013-04-18", ["영덕", *sensors.similar("영덕", 3).index]]

# %% [markdown]
# 영덕은 하루 만에 18℃ 올랐다가 20℃ 넘게 내렸지만, 포항과 울진도 함께 움직였습니다. **진짜 날씨**입니다. 단계 검사만으로 지웠다면 봄철 이상 고온의 증거가 사라졌을 것입니다. 그래서 이웃과의 차이를 봅니다. 이웃 다섯 곳의 **중앙값**과의 차이에서 그 무렵의 평소 차이(높이, 바다, 계절)를 빼면, 그날 그곳만의 사정이 남습니다.

# %%
temperature = sensors.daily()
def apart(values, neighbours):
    """이웃의 중앙값과의 차이가 평소(앞뒤 한 달의 중앙값)에서 벗어난 크기."""
    gap = values - neighbours.median(axis=1)
    return (gap - gap.rolling(61, center=True, min_periods=20).median()).abs()

def step(values):
    """앞날과 뒷날에서 같은 쪽으로 떨어진 크기(둘 가운데 작은 쪽)."""
    before, after = values - values.shift(), values - values.shift(-1)
    return np.minimum(before.abs(), after.abs()).mask(before * after <= 0, 0)

sizes = {"단계 검사(℃)": step(temperature[station]), "이웃 검사(℃)": apart(temperature[station], temperature[near.index])}
pd.DataFrame(sizes).quantile([0.9, 0.99, 0.999]).rename(index="하위 {:.1%}".format).round(1)

# %% [markdown]
# 천 날에 하루 있는 크기(하위 99.9%)를 견주어 보세요. 어제와는 크게 달라도 이웃과는 덜 다릅니다. 그만큼 **작은 고장까지** 볼 수 있습니다.
# ## 6. 검사를 검사합니다
# 실제 기록의 어디가 고장인지 아무도 알려 주지 않습니다. 그래서 깨끗한 기록의 사본에 **고장을 일부러 넣고**(한 해에 튐 열 번, 멈춤 세 번, 빠짐 세 번), 검사가 찾는지 봅니다. 넣은 고장은 지어낸 것이므로 결과는 "이런 고장이라면"이라는 말을 달고 읽습니다.

# %% sample="검사의 문턱에 따라 재현율과 정밀도가 어떻게 달라지는지 견준 그림"
trial, truth = sensors.with_faults(temperature.loc["2016":"2023", station], seed=1)
company, spike = temperature.loc[trial.index, near.index], truth == sensors.SPIKE
rows = []
for name, size in {"단계 검사": step(trial), "이웃 검사": apart(trial, company)}.items():
    for limit in np.arange(1, 12.5, 0.5):
        rung = (size > limit) & (truth != sensors.STUCK)
        caught = (rung & spike).sum()
        rows.append([name, limit, caught / spike.sum(), caught / rung.sum() if rung.any() else np.nan])
scores = pd.DataFrame(rows, columns=["검사", "문턱", "재현율", "정밀도"])
figure, ax = plt.subplots(figsize=(7.5, 4.4), layout="constrained")
for name, color, marker in [("이웃 검사", "#1f4e79", "o"), ("단계 검사", "#b35806", "s")]:
    line = scores[scores["검사"] == name]
    ax.plot(line["재현율"] * 100, line["정밀도"] * 100, color=color, marker=marker, markersize=4, label=name)
    ax.plot(*line[line["문턱"] == 3][["재현율", "정밀도"]].iloc[0] * 100, color=color, marker=marker, markersize=11)
best = scores.set_index(["검사", "문턱"]).loc[("이웃 검사", 3)]
ax.legend(frameon=False, loc="lower left")
ax.set(xlabel="재현율: 넣은 튐 가운데 찾은 것(%)", ylabel="정밀도: 울린 것 가운데 넣은 튐(%)", xlim=(0, 104), ylim=(0, 104))
ax.set_title(f"{station}: 이웃 검사는 3℃ 문턱에서 넣은 튐의 {best['재현율']:.0%}를 찾는다")
plots.source_line(figure, "kr-weather")

# %% [markdown]
# 큰 점이 문턱 3℃입니다. 문턱을 낮추면 더 찾고(오른쪽), 헛되이 더 울립니다(아래). 어느 점이 좋은지는 **헛경보 한 번과 놓친 고장 하나 가운데 무엇이 더 비싼가**로 정합니다.
#
# **확인** 정밀도 40%인 검사를 '자동 삭제'에 써도 될까요?
# <details><summary>답 보기</summary>안 됩니다. 울린 것의 60%가 진짜 날씨입니다. 사람이 볼 목록(2 의심)에는 쓸 수 있습니다.</details>
#
# 이제 실제 기록에 검사를 걸어 값마다 표지를 붙이고 해마다 셉니다. 사람이 볼 목록이니 문턱을 2℃로 낮춥니다. 이 표가 품질 보고서의 첫 장입니다.

# %%
values = temperature[station].loc["2019":"2023"]
suspect = (apart(values, temperature.loc[values.index, near.index]) > 2) | (run_lengths(values) >= 5)
flag = suspect.map({False: "0 좋음", True: "2 의심"}).mask(values.isna(), "7 없음")
pd.crosstab(flag, flag.index.year, rownames=["표지"], colnames=[f"{station}의 날 수"])

# %% [markdown]
# 의심한 날은 지우지 않고 이웃의 그날과 함께 읽습니다. 기상청이 이미 검사한 기록이므로 여기서 의심은 **그곳만의 날씨**(바닷바람, 골짜기의 찬 공기)일 때가 많습니다.
# ## 7. 서서히 틀어지거나 한 번에 옮겨 갑니다
# 하루에 0.01℃씩 틀어지는 센서는 위의 어느 검사도 울리지 않지만 한 해면 3.7℃입니다(이웃 검사의 '평소 차이'도 함께 따라갑니다). 관측소를 옮겨도 기록은 끊기지 않고 높이만 달라집니다. 그래서 **해마다의 이웃과의 차이**를 봅니다. 표준 정규 동질성 검정(SNHT)은 어느 해에서 나누면 앞뒤의 평균이 가장 다른지 찾고, 그 크기 T를 우연과 견줍니다. 기록이 짧으면(세종 등) 가장 닮은 긴 기록의 관측소로 봅니다.

# %%
def snht(series):
    """나눌 해(뒤 토막의 첫해)마다의 T. 앞뒤로 다섯 해는 남긴다."""
    z = ((series - series.mean()) / series.std()).to_numpy()
    n = len(z)
    return pd.Series({series.index[k]: k * z[:k].mean() ** 2 + (n - k) * z[k:].mean() ** 2 for k in range(5, n - 4)})

old = sensors.long_station(home)
difference = sensors.long_difference(old)
t = snht(difference)
noise = np.random.default_rng(0).normal(size=(300, len(difference)))  # 변화가 없는 시계열 300개
limit, year = np.quantile([snht(pd.Series(row)).max() for row in noise], 0.95), t.idxmax()
before, after = difference.loc[: year - 1], difference.loc[year:]
print(f"{old}: T가 가장 큰 해 {year}(T={t.max():.1f}), 우연이라면 95%는 {limit:.1f}보다 작습니다.")
figure, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
ax.plot(difference, color="#1f4e79", marker="o", markersize=3, linewidth=1)
for part in (before, after):
    ax.hlines(part.mean(), part.index.min(), part.index.max(), color="#b35806", linewidth=2)
ax.axvline(year - 0.5, color="#555555", linestyle="--")
verdict = f"{year}년부터 이웃보다 {abs(after.mean() - before.mean()):.2f}℃ {'높아짐' if after.mean() > before.mean() else '낮아짐'}"
ax.set(title=f"{old}: {verdict if t.max() > limit else '검정에 걸리는 변화점은 없음'}", ylabel="닮은 다섯 곳과의 차이(℃)")
plots.source_line(figure, "kr-weather")

# %% [markdown]
# T가 크다고 이 해에 옮겼다는 뜻은 아닙니다. 도시가 커져 서서히 따뜻해졌거나, 이웃 가운데 하나가 옮겼거나, 장비가 바뀌었을 수 있습니다. '우연'의 셈은 해마다의 값이 서로 상관없다고 보아 너그럽고, 한 번 옮긴 것을 찾는 검정이라 부산의 2002~2005년처럼 내려갔다 돌아온 변화는 놓칩니다. 그러니 그림을 함께 보세요. SNHT는 **이력을 찾아볼 해**를 알려 줄 뿐이고, 까닭은 기상청의 관측소 이력(이전, 장비 교체)에서 확인합니다.
# ## 8. 채우기: 짧은 곳만, 적어 두고
# 채운 값은 관측이 아닙니다. 얼마나 틀리는지는 **아는 날을 가려 놓고** 채워 보면 압니다.

# %%
known = temperature[station].loc["2018":"2020"].interpolate()  # 시험에 쓸 빈 곳 없는 3년
company = temperature.loc[known.index, near.index].median(axis=1)
errors = {}
for days in (1, 2, 3, 5, 10):
    hidden = known.where(np.arange(len(known)) % 25 >= days)  # 25일마다 처음 며칠을 가림
    gap = (hidden - company).rolling(61, center=True, min_periods=20).median()
    filled = {"앞뒤를 이음": hidden.interpolate(limit_area="inside"), "이웃에서 옮김": company + gap}
    errors[f"{days}일"] = {name: (values - known)[hidden.isna()].abs().mean() for name, values in filled.items()}
pd.DataFrame(errors).T.rename_axis("빈 곳의 길이").rename(columns="{}: 평균 오차(℃)".format).round(2)

# %% [markdown]
# 앞뒤를 잇는 방법은 길어질수록 크게 틀리고, 이웃에서 옮긴 값은 길이에 크게 흔들리지 않습니다. 그래도 이웃까지 빠진 날(1절의 12월 31일)에는 쓸 수 없습니다. 어느 쪽이든 표지 6(추정)을 붙이고, **폭염일처럼 세는 일에는 채운 값을 쓰지 않습니다.**
# ## 흔한 실수
# - `interpolate(limit=2)`를 부르고 "이틀까지만 채웠다"고 여깁니다. 열흘 빈 곳의 **앞 이틀도** 채워집니다. 빈 곳의 길이를 먼저 재야 합니다.
# - 한 해 평균의 3표준편차로 거릅니다. 여름과 겨울이 섞여 고장은 빠져나가고 한파가 걸립니다.
# - 문턱을 고를 때 쓴 고장으로 점수까지 매겨 보고합니다. 점수는 처음 보는 고장으로 매깁니다.
# ## 현장에서는
# - 세계기상기구의 자동기상관측 품질관리 지침(Zahumenský, 2004)은 한계 → 시간 일치 → 내적 일치의 차례로 검사하고, 미국 국립환경정보센터의 GHCN-Daily는 여기에 이어짐·이웃 검사를 더하면서 **검사마다 헛경보율을 사람이 확인해** 문턱을 정했습니다(Durre 외, 2010).
# ## 정리
# 1. 달력을 먼저 펴야 없는 날이 보이고, 시각은 UTC로 모읍니다.
# 2. 값은 지우지 않고 표지를 붙입니다(0 좋음, 2 의심, 3 틀림, 6 추정, 7 없음).
# 3. 혼자 튄 것은 고장을, 함께 튄 것은 날씨를 의심합니다.
# 4. 품질 보고서에는 검사의 성적(정밀도, 재현율)을 적고, 짧은 빈 곳만 채우며, 채운 값으로 세지 않습니다.
# ## 스스로 해 보기
# - 6절을 습도(`sensors.daily("humidity")`)로 해 보고 기온보다 나쁜 까닭을, 씨앗(`seed`)을 바꾸어 점수가 흔들리는 폭을 보세요.
# - **더 읽기** Durre 외, *Comprehensive Automated Quality Assurance of Daily Surface Observations*(2010) · Alexandersson, *A homogeneity test applied to precipitation data*(1986) · WMO-No. 8(측기와 관측법 지침)의 품질관리 장
