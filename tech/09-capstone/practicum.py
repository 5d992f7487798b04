# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["gallery-skip"]
# # 최종 과제: 성능을 밝힌 기술 시연기를 센터에 넘겨줍니다
# **센터의 부탁.** "여름마다 쉼터를 여는 때와 곳을 감으로 정합니다. 내일 더울지 전날 밤에 알려 주고, 쉼터와 온도 센서를 어디부터 둘지 보여 주는 시연기를 만들어 주세요. **얼마나 맞는지**도 함께요." 이 노트북이 곧 시연기입니다. 승인이 끝나면 코드와 시험, 지금 읽는 안내는 빠지고 제목, 글, 표, 그림, 조작 단추만 게시됩니다. 모두 40점입니다.
# - **지역은 매개변수입니다.** `REGION`만 바꾸어도 맞아야 합니다. 지역 이름과 수는 글에 적지 말고 코드가 쓰게 하세요. 표시가 없는 셀은 마음껏 고치세요.
# - **해를 셋으로 나눕니다.** 2012~2017년에서 배우고(`LEARN`), 2018~2021년에서 문턱을 고르고(`TUNE`), 2022~2023년(`TEST`)은 성적을 **한 번** 잴 때에만 씁니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% tags=["gallery-hide"] nbgrader={"grade_id": "setup", "locked": true}
import ipywidgets as widgets, matplotlib.pyplot as plt, numpy as np, pandas as pd
from IPython.display import HTML, Markdown, display
from ruamel.yaml import YAML
from curriculum import datasets, plots, project, regions, views
plots.use_korean()
HOME, HOT = regions.region(REGION), 33.0  # 폭염일: 최고기온 33℃ 이상
OTHER = regions.region("충북" if HOME.short == "경남" else "경남")  # 채점에 함께 쓰는 다른 지역
LEARN, TUNE, TEST = range(2012, 2018), range(2018, 2022), (2022, 2023)
seen = datasets.load("kr-weather", "daily", columns=["adm1", "station", "date", "year", "max_temp", "min_temp", "humidity", "sunshine"]).query("5 <= date.dt.month <= 10")
def beside(name, lag):  # 달력에서 lag일 뒤(앞)의 최고기온. 줄의 차례로 밀면 기록이 빠진 날을 건너뛴다
    return seen[["station", "date", "max_temp"]].assign(date=seen["date"] - pd.Timedelta(days=lag)).rename(columns={"max_temp": name})
days = seen.merge(beside("tomorrow", 1), on=["station", "date"], how="left").merge(beside("yesterday", -1), on=["station", "date"], how="left")
days = days[days["date"].dt.month.between(6, 9) & (days["year"] < 2024)].reset_index(drop=True)  # 여름 122일, 전국 관측소
home, other = days[days["adm1"] == HOME.code], days[days["adm1"] == OTHER.code]
def years(table, chosen):
    return table[table["year"].isin(chosen)]
def covered(dong, chosen, radius, column="alone"):  # 고른 거점이 맡은 1인가구의 %
    at = dong[dong["code"].isin(chosen)]
    close = sum(np.hypot(dong["x"] - spot.x, dong["y"] - spot.y) <= radius for spot in at.itertuples()) > 0
    return float(dong.loc[close, column].sum() / dong[column].sum() * 100)
def carried(table):  # 기준선이 알리는 폭염일: 폭염일 가운데 전날도 33℃ 이상이었던 %
    return float((years(table, TEST).query("tomorrow >= @HOT and max_temp.notna()")["max_temp"] >= HOT).mean() * 100)

# %% [markdown] tags=["gallery-skip"]
# ## 문제 1. 문제를 정의합니다 (글, 4점)
# 첫 줄에 시연기의 제목을 `# …`으로 쓰고, 누가 무엇 때문에 어려운지, 센터가 전날 밤에 내릴 **결정**이 무엇인지, 이 시연기가 **하지 않는 일**이 무엇인지 네댓 문장으로 적으세요.

# %% [markdown] nbgrader={"grade_id": "q01-problem", "grade": true, "solution": true, "points": 4}
# # 내일의 더위를 전날 밤에 알리고, 거점을 어디부터 둘지 정합니다
# 혼자 사는 주민은 더위를 알려 줄 사람이 곁에 없습니다. 쉼터를 늦게 열면 이미 더위에 지친 다음이고, 날마다 열면 지킬 사람이 모자랍니다.
# 센터는 전날 밤에 두 가지를 정해야 합니다. 내일 쉼터를 열 것인가, 열 사람과 온도 센서를 어느 동네부터 둘 것인가. 이 시연기는 관측소의 오늘 기록만으로 내일의 최고기온을 셈하고, 지난 여름에 얼마나 맞고 틀렸을지를 그대로 보여 줍니다. 기상청의 예보와 폭염특보를 대신하지 않습니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 2. 배우고 예측합니다 (5점)
# `fit(train)`은 `days` 모양의 표로 배워 **예측하는 함수**를 돌려줍니다. 그 함수는 같은 모양의 표(`tomorrow` 열이 **없을 수도** 있음)를 받아, 같은 인덱스의 Series로 내일 최고기온의 예측을 돌려줍니다. 오늘의 최고기온(`max_temp`)이 있으면 다른 칸이 비어도 예측해야 하고, 없으면 NaN입니다. 다른 열과 방법은 자유입니다. 기준선은 "내일은 오늘과 같다"입니다. 따로 둔 두 해(`TEST`)에서 오차 제곱의 평균을 기준선의 **90% 이하**로 줄이면 됩니다. 우리 지역과 다른 지역에서 봅니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q02-fit", "solution": true}
def fit(train):
    """내일의 최고기온을 예측하는 함수."""
    ### BEGIN SOLUTION
    columns = ["max_temp", "min_temp", "humidity", "sunshine", "yesterday"]
    middle = train[columns].median()  # mutant-ok aggregate: 빈칸을 무엇으로 채울지는 자유다
    def inputs(table):
        season = 2 * np.pi * table["date"].dt.day_of_year / 365.25  # mutant-ok: 계절을 나타내는 법은 자유다
        return np.column_stack([table[columns].fillna(middle), np.sin(season), np.cos(season), np.ones(len(table))])
    known = train.dropna(subset=["max_temp", "tomorrow"])  # mutant-ok column: 배울 행을 고르는 법은 자유다
    weights = np.linalg.lstsq(inputs(known), known["tomorrow"], rcond=None)[0]
    return lambda table: pd.Series(inputs(table) @ weights, index=table.index).where(table["max_temp"].notna())
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-fit-test", "grade": true, "locked": true, "points": 3}
train, part = years(days, LEARN), years(home, TEST)
mine = fit(train)(part.drop(columns="tomorrow"))
assert mine.index.equals(part.index) and (mine - part["tomorrow"]).pow(2).mean() <= 0.9 * (part["max_temp"] - part["tomorrow"]).pow(2).mean(), "받은 표와 인덱스가 같은지, 오차 제곱의 평균이 기준선의 90% 이하인지 보세요."
### BEGIN HIDDEN TESTS
mine, part = fit(train)(years(other, TEST)), years(other, TEST)
assert (mine - part["tomorrow"]).pow(2).mean() <= 0.9 * (part["max_temp"] - part["tomorrow"]).pow(2).mean(), "다른 지역에서도 기준선보다 나아야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-fit-test-2", "grade": true, "locked": true, "points": 2}
gaps = years(home, TEST).head(60).assign(humidity=np.nan, sunshine=np.nan, yesterday=np.nan)
gaps.loc[gaps.index[7], "max_temp"] = np.nan
mine = fit(train.tail(20000))(gaps)
assert mine.notna().sum() == gaps["max_temp"].notna().sum() and np.isnan(mine.iloc[7]), "다른 칸이 비어도 예측하고, 오늘의 최고기온이 없을 때에만 NaN입니다."
### BEGIN HIDDEN TESTS
warmer = fit(train.tail(20000).assign(tomorrow=train["tomorrow"] + 10))(gaps) - mine
assert warmer.dropna().between(9, 11).all(), "받은 표에서 배워야 합니다. 다른 표로 미리 배우거나 시험할 해를 섞으면 안 됩니다."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 3. 경보의 성적을 셉니다 (5점)
# `score(forecast, actual, threshold)`: 예측이 `threshold` 이상이면 경보, 실제가 `HOT` 이상이면 폭염일입니다. 예측이나 실제를 모르는 날은 뺍니다. `{"hits": 맞힘, "misses": 놓침, "false": 헛경보, "found": 폭염일 가운데 알린 %, "wrong": 경보 가운데 헛경보 %}`를 돌려주세요. 나눌 수가 0이면 `None`입니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q03-score", "solution": true}
def score(forecast, actual, threshold):
    """경보의 성적."""
    ### BEGIN SOLUTION
    known = forecast.notna() & actual.notna()
    alarm, hot = forecast[known] >= threshold, actual[known] >= HOT
    hits, misses, false = int((alarm & hot).sum()), int((~alarm & hot).sum()), int((alarm & ~hot).sum())
    found = hits / (hits + misses) * 100 if hits + misses else None
    wrong = false / (hits + false) * 100 if hits + false else None
    return {"hits": hits, "misses": misses, "false": false, "found": found, "wrong": wrong}
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-score-test", "grade": true, "locked": true, "points": 5}
guess, real = pd.Series([34.0, 32, 31, 33, np.nan, 36, 35, 30, 36]), pd.Series([33.0, 34, 30, 32.9, 35, np.nan, 36, 33, 20])
assert score(guess, real, 33) == {"hits": 2, "misses": 2, "false": 2, "found": 50, "wrong": 50}, "33.0℃인 날과, 예측이나 실제를 모르는 날을 확인하세요."
### BEGIN HIDDEN TESTS
assert score(guess, real, 31) == {"hits": 3, "misses": 1, "false": 3, "found": 75, "wrong": 50}, "문턱과 같으면 경보이고, 문턱이 바뀌어도 폭염일의 기준은 그대로입니다."
assert [[each[key] for key in ("hits", "misses", "false", "found", "wrong")] for each in (score(guess, real, 40), score(guess, real - 9, 34))] == [[0, 4, 0, 0, None], [0, 0, 3, None, 100]], "경보나 폭염일이 하나도 없을 때를 확인하세요."
### END HIDDEN TESTS

# %% [markdown] tags=["gallery-skip"]
# ## 문제 4. 문턱을 고릅니다 (5점)
# 놓친 폭염일 하루가 헛경보 몇 번만큼 나쁜지(`ratio`)는 센터와 정합니다. `best(forecast, actual, ratio)`는 `GRID`에서 **비용 = ratio × 놓침 + 헛경보**가 가장 작은 문턱을 돌려줍니다. 비용이 같으면 경보를 덜 내는 쪽, 곧 **높은** 문턱입니다. 모르는 날은 뺍니다. 이 함수는 `TUNE`의 해에만 씁니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q04-best", "solution": true}
GRID, RATIO = np.arange(28, 36.01, 0.5), 3  # RATIO는 센터와 정한 값으로 바꾸세요
def best(forecast, actual, ratio):
    """비용이 가장 작은 문턱."""
    ### BEGIN SOLUTION
    known = forecast.notna() & actual.notna()
    guess, hot = forecast[known], actual[known] >= HOT
    cost = {each: ratio * (hot & (guess < each)).sum() + (~hot & (guess >= each)).sum() for each in GRID}
    return max(GRID, key=lambda each: (-cost[each], each))
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-best-test", "grade": true, "locked": true, "points": 5}
guess, real = pd.Series([34.0, 32, 31.2, 30.2, 35]), pd.Series([35.0, 30, 33, 29, 34])
assert [best(guess, real, ratio) for ratio in (3, 0.5)] == [31, 34], "놓친 날을 무겁게 보면 문턱이 내려가고, 헛경보를 무겁게 보면 올라갑니다."
### BEGIN HIDDEN TESTS
assert [best(guess, real, 1), best(pd.Series([34.0, 35]), pd.Series([33.0, np.nan]), 0.5), best(pd.Series([34.0] * 3), pd.Series([33.0, 20, 20]), 1)] == [34, 34, 36], "비용이 같으면 높은 문턱이고, 모르는 날은 뺍니다. 문턱과 같은 예측은 경보입니다."
part = years(other, TUNE).dropna(subset=["max_temp", "tomorrow"])
rough, hot = part["max_temp"] - 1, part["tomorrow"] >= HOT
costs = {each: 2 * (rough[hot] < each).sum() + (rough[~hot] >= each).sum() for each in GRID}
assert costs[best(rough, part["tomorrow"], 2)] == min(costs.values()), "다른 지역의 문턱을 확인하세요."
### END HIDDEN TESTS

# %%
home = home.assign(forecast=fit(years(days, LEARN))(home))
tune, test = years(home, TUNE), years(home, TEST)
threshold = float(best(tune["forecast"], tune["tomorrow"], RATIO))
ours, plain = score(test["forecast"], test["tomorrow"], threshold), score(test["max_temp"], test["tomorrow"], HOT)
per = test["station"].nunique() * len(TEST)  # 관측소 한 곳의 한 해로 나눕니다
result = pd.DataFrame([ours, plain])[["found", "wrong", "misses", "false"]].set_axis(["알린 폭염일(%)", "경보 가운데 헛경보(%)", "한 해에 놓친 날", "한 해의 헛경보"], axis=1).astype(float) / [1, 1, per, per]
result["비용"] = RATIO * result["한 해에 놓친 날"] + result["한 해의 헛경보"]
verdict = "기준선보다 비용이 작습니다" if result["비용"][0] < result["비용"][1] else "기준선보다 낫지 않습니다. 아직 쓰지 마세요"
result.insert(0, "방법", [f"시연기(문턱 {threshold:.1f}℃)", "기준선(오늘 33℃면 내일도)"])
spoke = test["forecast"].notna().sum() / (per * 122) * 100  # 기록이 끊겨 줄이 없는 날도 여름 122일에 넣어 셉니다
table = views.table(result, "하루 앞선 경보의 성적")
level = f"<p>관측소 한 곳의 한 해로 센 값이고, 비용은 놓친 날 하루를 헛경보 {RATIO}번으로 쳤습니다.</p><p><b>서비스 수준.</b> 자정까지 모인 기록으로 셈하면 이튿날 한낮보다 열두 시간 앞섭니다(기록을 그날 밤에 받을 길이 있어야 합니다). 여름날 가운데 기록이 있어 경보를 판단할 수 있었던 날은 {spoke:.1f}%입니다. 경보 열 번 가운데 {(ours['wrong'] or 0) / 10:.0f}번은 헛경보입니다.</p>"
display(Markdown(f"## {HOME.name_current}에서 얼마나 맞나요\n배울 때도 문턱을 고를 때도 쓰지 않은 두 해({TEST[0]}~{TEST[-1]}년 여름, 관측소 {test['station'].nunique()}곳, 폭염일 {ours['hits'] + ours['misses']}일)로 재면 **{verdict}**."), HTML(table + level))
curve = pd.DataFrame([score(test["forecast"], test["tomorrow"], each) for each in GRID], index=GRID)
figure, axes = plt.subplots(figsize=(5, 3.6))
for each, style, color, size, name in ((curve, "-o", "#253494", 4, "시연기(문턱을 바꿀 때)"), (ours, "D", "#253494", 10, f"고른 문턱 {threshold:.1f}℃"), (plain, "s", "#b30000", 9, "기준선")):
    axes.plot(each["false"] / per, each["misses"] / per, style, color=color, markersize=size, label=name)
axes.set(xlabel="한 해의 헛경보(번)", ylabel="한 해에 놓친 폭염일(일)", title="왼쪽 아래로 갈수록 좋습니다")
axes.legend(frameon=False, fontsize=9)
alt = f"문턱을 바꿀 때의 헛경보와 놓친 날. 고른 문턱에서 헛경보 {ours['false'] / per:.1f}번, 놓친 날 {ours['misses'] / per:.1f}일, 기준선은 {plain['false'] / per:.1f}번과 {plain['misses'] / per:.1f}일."
display(HTML(views.picture(figure, alt, 560)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 5. 거점을 고릅니다 (5점)
# 거점 하나는 `radius`(m) 안에 대표점이 있는 읍면동을 모두 맡습니다(거점이 있는 곳도). `spots(dong, n, radius)`는 **거점들이 맡은 1인가구(`alone`)가 되도록 많게** `n`곳을 골라 코드의 목록으로 돌려줍니다. 한 곳씩, 이미 맡은 곳을 빼고 가장 많이 늘려 주는 곳을 고르는 방법이면 충분합니다. `dong`의 열은 `code`, `alone`(빈칸은 0으로), `x`, `y`(m)입니다. 곳이 `n`보다 적으면 있는 만큼, 같은 곳은 한 번만 고릅니다.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q05-spots", "solution": true}
def spots(dong, n, radius):
    """거점을 둘 읍면동의 코드 n개."""
    ### BEGIN SOLUTION
    x, y, left, chosen = dong["x"].to_numpy(), dong["y"].to_numpy(), dong["alone"].fillna(0).to_numpy(float), []
    near = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y)) <= radius
    for _ in range(min(n, len(dong))):
        gain = near @ left
        gain[chosen] = -1  # mutant-ok number: 이미 고른 곳은 남은 곳의 0보다 작기만 하면 된다
        chosen.append(int(gain.argmax()))
        left = np.where(near[chosen[-1]], 0, left)
    return list(dong["code"].iloc[chosen])
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-spots-test", "grade": true, "locked": true, "points": 5}
toy = pd.DataFrame({"code": list("abcde"), "alone": [50.0, 60, 55, 40, np.nan], "x": [0.0, 900, 1800, 9000, 9500], "y": [0.0] * 5})
assert list(spots(toy, 2, 1000)) in (["b", "d"], ["b", "e"]), "1인가구가 많은 두 곳이 아니라, 함께 가장 많이 맡는 두 곳입니다."
### BEGIN HIDDEN TESTS
few = pd.DataFrame({"code": list("abcdef"), "alone": [10.0, 10, 8, 8, 0.5, np.nan], "x": [0.0, 1, 9000, 9001, 20000, 99000], "y": 0.0})
assert sorted(spots(toy, 9, 1000)) == list("abcde") and spots(few, 3, 1000)[2] == "e", "곳보다 많이 고르라고 할 때(다 맡은 뒤에 같은 곳을 또 고르지 않는지), 맡은 곳을 뺄 때, 빈칸일 때를 확인하세요."
line = pd.DataFrame({"code": list("abcdefg"), "alone": [5.0, 1, 5, 0, 2, 0, 7], "x": 0.0, "y": np.arange(7) * 1000.0})
assert list(spots(line, 1, 1000)) == ["b"] and set(spots(line, 3, 999)) == set("acg"), "반지름 안의 곳만, 반지름과 같은 거리는 넣어서 맡습니다."
for place in (HOME, OTHER):
    real = datasets.load("kr-regions", "dong", region=place).rename(columns={"adm3": "code"}).eval("x = lon * 88000\ny = lat * 111000")
    real["alone"] = np.arange(len(real)) % 17 + 1.0
    mine, top = spots(real, 4, 2500), list(real.nlargest(4, "alone")["code"])
    assert len(set(mine)) == 4 and covered(real, mine, 2500) >= covered(real, top, 2500), "겹치지 않게 고르는지, 우리 지역과 다른 지역에서 확인하세요."
### END HIDDEN TESTS

# %%
SITES, RADIUS, ALONE = 8, 2000, project.ALONE
dong = project.dong_table(HOME, [], {"alone": ALONE, "value": ALONE, "later": ALONE | {"year": 2025}})
dong = dong.join(dong.to_crs(5179).representative_point().get_coordinates()).assign(later=dong["later"].fillna(dong["alone"]))
chosen = spots(dong, SITES, RADIUS)
rows = [[name, covered(dong, codes, RADIUS), covered(dong, codes, RADIUS, "later")] for name, codes in (("시연기가 고른 곳", chosen), ("기준선(1인가구가 많은 곳부터)", dong.nlargest(SITES, "alone")["code"]))]
display(Markdown(f"## 거점 {len(chosen)}곳을 어디부터 둘까요\n거점 하나가 반지름 {RADIUS / 1000:.0f}km 안의 읍면동을 맡는다고 보았습니다. 2020년 자료로 고르고 **2025년 자료로 다시 재었습니다**(그사이 나뉘거나 합쳐진 동은 2020년 값)."))
table = views.table(pd.DataFrame(rows, columns=["고른 방법", "2020년 1인가구 가운데 맡는 %", "2025년에 다시 잰 %"]), "거점이 맡는 1인가구")
display(HTML(table + views.spots_map(dong, chosen, f"{HOME.short}의 1인가구(2020년)와 거점의 차례", "가구", datasets.attribution("kr-households-dong"))))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 6. 움직여 보는 화면을 만듭니다 (4점)
# `app(choices, draw)`: `choices`(이름 → 고를 것의 목록)마다 위젯 하나를 만듭니다. **수의 목록이면 미는 막대**(`widgets.SelectionSlider`)이고 가운데 값(`목록[len(목록) // 2]`)에서 시작합니다. 글자의 목록이면 `widgets.Dropdown`입니다. `description`은 이름입니다. 그 아래 `widgets.HTML`에 `draw(고른 값, …)`의 결과를 처음부터 보이고, 무엇을 움직이든 다시 그립니다. 모두 담은 상자(`widgets.VBox`)를 돌려주세요.

# %% tags=["gallery-hide"] nbgrader={"grade_id": "q06-app", "solution": true}
def app(choices, draw):
    """조작 위젯들과 그림을 담은 상자."""
    ### BEGIN SOLUTION
    controls, screen = [], widgets.HTML()
    for name, options in choices.items():
        kind, at = (widgets.Dropdown, 0) if isinstance(options[0], str) else (widgets.SelectionSlider, len(options) // 2)  # mutant-ok number: 목록의 어느 것을 보아도 글자인지 안다
        controls.append(kind(options=options, value=options[at], description=name))
    def refresh(_=None):
        screen.value = draw(*[each.value for each in controls])
    for each in controls:
        each.observe(refresh, names="value")
    refresh()
    return widgets.VBox([*controls, screen])
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-app-test", "grade": true, "locked": true, "points": 4}
pickers = views.pickers(box := app({"곳": ["산", "들"], "문턱": [30, 31, 32.5, 33]}, lambda place, limit: f"<b>{place} {limit}</b>"))
assert all([set(pickers) == {"곳", "문턱"}, "<b>산 32.5</b>" in views.shown(box)]), "조작 위젯 둘과 처음 그림을 확인하세요."
pickers["문턱"].value = 31
assert all(["<b>산 31</b>" in views.shown(box), "32.5" not in views.shown(box)]), "막대를 밀면 그림이 바뀌어야 합니다."
### BEGIN HIDDEN TESTS
pickers["곳"].value = "들"
assert all(["<b>들 31</b>" in views.shown(box), "산" not in views.shown(box)]), "다른 위젯을 바꿔도 다시 그리는지 보세요."
assert ["Slider" in type(pickers[name]).__name__ for name in ("곳", "문턱")] == [False, True], "수는 미는 막대, 글자는 고르는 목록입니다."
### END HIDDEN TESTS

# %%
def season(station, limit):
    part = test[(test["station"] == station) & (test["year"] == TEST[-1])].sort_values("date")
    day, actual, alarm, hot = part["date"] + pd.Timedelta(days=1), part["tomorrow"], part["forecast"] >= limit, part["tomorrow"] >= HOT
    figure, axes = plt.subplots(figsize=(5.4, 3))
    axes.plot(day, actual, color="#767676", linewidth=1)
    for name, mask, mark, color in (("알린 폭염일", alarm & hot, "D", "#253494"), ("놓친 폭염일", ~alarm & hot, "o", "#b30000"), ("헛경보", alarm & (actual < HOT), "x", "#767676")):
        axes.plot(day[mask], actual[mask], mark, color=color, label=f"{name} {mask.sum()}일")
    axes.set(ylabel="최고기온(℃)", xticks=[pd.Timestamp(TEST[-1], month, 1) for month in (6, 7, 8, 9)], xticklabels=["6월", "7월", "8월", "9월"])
    names = axes.legend(frameon=False, fontsize=8, loc="lower center", ncols=3, bbox_to_anchor=(0.5, 1)).get_texts()
    text = f"{station} {TEST[-1]}년 여름, 문턱 {limit}℃: {', '.join(each.get_text() for each in names)}"
    return views.picture(figure, text, 600) + f"<p>{text}</p>"
def network(count):
    codes, names = spots(dong, count, RADIUS), dong.set_index("code")["name"]
    return f"<p><b>2025년 1인가구의 {covered(dong, codes, RADIUS, 'later'):.1f}%를 맡습니다.</b> {', '.join(names[codes])}</p>"
SOURCES = project.sources([{"top": ALONE, "bottom": {"dataset": "kr-weather"}}])
display(Markdown("## 직접 움직여 보세요"), app({"관측소": sorted(test["station"].unique()), "문턱(℃)": [threshold + step / 2 for step in range(-5, 6)]}, season), app({"거점 수": list(range(1, 2 * SITES))}, network))
display(Markdown("  \n".join(f"자료: {each['source']}" for each in SOURCES)))

# %% [markdown] tags=["gallery-skip"]
# ## 문제 7, 8. 글 두 편을 씁니다 (각 4점)
# 제목(`## …`)으로 시작하고, 지역이 바뀌어도 맞게 쓰세요. **센터에 드리는 말씀**: 전날 밤과 이튿날에 누가 무엇을 하는지, 헛경보와 침묵한 날에는 어떻게 하는지, 무엇을 보고 멈출지 순서대로. **방법, 한계, 드는 것**: 무엇을 재고 재지 않았는지, 기준선과 나눈 해, 잘못 읽기 쉬운 점, 사람·장비·제도에 드는 것과 다른 센터가 따라 할 조건.

# %% [markdown] nbgrader={"grade_id": "q07-message", "grade": true, "solution": true, "points": 4}
# ## 센터에 드리는 말씀
# 1. 밤 열두 시에 경보가 나오면 거점 차례의 앞에서부터 내일 쉼터를 열 사람에게 알려 주세요. 기상청의 폭염특보가 나온 날은 경보가 없어도 엽니다.
# 2. 헛경보인 날에도 쉼터를 열고 안부를 묻습니다. 기록이 끊겨 판단하지 못한 날은 ‘경보 없음’이 아니라 ‘모름’이니, 기상청 예보를 따르세요.
# 3. 여름이 끝나면 놓친 날과 헛경보를 다시 셉니다. 비용이 기준선보다 크면 경보를 멈추고 거점만 남깁니다.

# %% [markdown] nbgrader={"grade_id": "q08-method", "grade": true, "solution": true, "points": 4}
# ## 어떻게 재었고, 무엇이 드나요
# - **경보**: 2012~2017년 전국 관측소의 여름으로 배운 선형회귀이고, 2018~2021년에서 문턱을 골라 2022~2023년에서 한 번 재었습니다. 더 정확할 기상청 예보와는 견주지 않았고, 체감온도나 방 안의 기온이 아닙니다.
# - **거점**: 읍면동의 대표점으로 재어 넓은 면에서는 실제보다 멀거나 가깝습니다. 1인가구에는 젊은 사람도 들어 있고, 이미 있는 쉼터는 자료에 없습니다.
# - **드는 것과 조건**: 셈은 컴퓨터 한 대로 되지만, 거점마다 열쇠를 쥔 사람 둘과 연락망, 센서를 손볼 사람이 있어야 합니다. 견적과 운영비는 센터에서 채웁니다. 관측소가 있는 시도라면 지역만 바꾸어 따라 할 수 있지만, 폭염일이 드문 곳에서는 성적이 며칠에 크게 흔들립니다.

# %% [markdown] tags=["gallery-skip"]
# ## 문제 9. 프로젝트 카드를 채웁니다 (4점)
# 핵심 지표는 ‘하루 앞서 알린 폭염일(%)’입니다. 기준값은 기준선 방법의 %이고, 몇 %포인트를 더 알리려는지 `GOAL`을 센터와 정합니다(0보다 큰 수). `card_facts(region, baseline)`은 카드 항목의 dict입니다: `region`(시도의 전체 이름), `spread`, `datasets`(`SOURCES`), `indicators`(첫째의 `baseline`은 받은 값, `target`은 거기에 `GOAL`을 더하되 100을 넘지 않는 값, 둘 다 소수 첫째 자리). 아래 시험 셀이 이 항목을 `card.yaml`에 채웁니다. **나머지 글은 `card.yaml`을 편집기로 열어 직접 적으세요.** 어느 쪽에 적어도 됩니다.

# %% tags=["gallery-skip"] nbgrader={"grade_id": "q09-card", "solution": true}
GOAL = 15
def card_facts(region, baseline):
    """카드에 채울 항목."""
    ### BEGIN SOLUTION
    place = regions.region(region)
    facts = YAML().load(STORY) | {"slug": f"{place.english.lower()}-heat-eve", "region": place.name, "center": f"{place.short} 디지털사회혁신 지원센터"}
    measure = {"name": "하루 앞서 알린 폭염일", "unit": "%", "baseline": round(baseline, 1), "target": round(min(baseline + GOAL, 100), 1)}  # mutant-ok string: 지표의 이름과 단위를 적는 법은 자유다
    return facts | {"datasets": SOURCES, "indicators": [measure | {"method": "여름마다 폭염일 가운데 전날 밤에 경보를 낸 날의 비율"}]}
STORY = """
{title: 내일의 더위를 전날 밤에 알리고 거점의 차례를 정합니다, status: 개발, licence: CC BY 4.0, spread: 전국, infrastructure: [IoT센서], experts: [], dates: {started: 2026-09-07, ended: 2026-11-20}, trainees: [{name: 박세나, role: 예측과 화면 만들기}], mentor: {name: 오강사, organization: 디지털사회혁신 지원센터}, summary: "관측소의 오늘 기록으로 내일의 폭염을 알리고 쉼터와 센서를 둘 차례를 정하는 시연기를, 얼마나 맞고 틀리는지와 함께 센터에 돌려주었습니다.", problem: {fields: [건강복지, 환경], description: 혼자 사는 주민이 더위를 늦게 알고 쉼터는 감으로 열립니다.}, citizens: {size: 10, competence: 골목 사정을 아는 통장과 생활지원사, communication: 두 주에 한 번 모임과 단체 대화방, organization: 통장 6명과 생활지원사 4명, management: 지원센터가 일정과 회의록을 관리},
place: {population: 화면의 표에 적음, geography: 화면의 지도에 적음, resources: 경로당과 작은도서관, administration: 재난 담당 부서와 노인 돌봄 담당 부서, economy_culture: 밭일과 시장 일로 한낮에 밖에 있는 사람이 많음}, solution: {kinds: [시스템구축], description: 내일의 더위를 알리는 경보와 거점의 차례를 정하는 화면을 만들고 성능을 밝혔습니다.}, factors: [{area: 기술, effect: 성공, description: 기준선과 견주어 나은 만큼만 말했습니다.}, {area: 자원, effect: 실패, description: 쉼터의 위치 자료를 제때 받지 못했습니다.}]}
"""
### END SOLUTION

# %% nbgrader={"grade_id": "q09-card-test", "grade": true, "locked": true, "points": 4}
there = card_facts(OTHER.short, 52.34)
assert [there["region"], list(there["datasets"])] == [OTHER.name, SOURCES], "지역 이름과 데이터셋 목록을 확인하세요. 다른 지역의 카드도 그 지역의 값으로 채웁니다."
assert all([there["indicators"][0]["baseline"] == 52.3, GOAL > 0, abs(there["indicators"][0]["target"] - min(52.34 + GOAL, 100)) <= 0.0501, there["indicators"][0]["target"] == round(there["indicators"][0]["target"], 1)]), "기준값과 목표값을 확인하세요."
### BEGIN HIDDEN TESTS
assert [round(card_facts(HOME.short, 99.96)["indicators"][0][key], 6) for key in ("baseline", "target")] == [100, 100], "목표값은 100을 넘을 수 없습니다."
### END HIDDEN TESTS
from gallery import card as cards
project.fill_card(card_facts(REGION, carried(home)), "card.yaml")
card = cards.read("card.yaml")  # 비었거나 틀린 항목이 있으면 몇째 줄의 무엇인지 알려 줍니다.
assert all([card.region == HOME.name, abs(card.indicators[0].baseline - carried(home)) <= 0.0501]), "카드의 지역과 기준값이 화면과 다릅니다."
assert {each["name"] for each in SOURCES} <= {each.name for each in card.datasets}, "화면에 쓴 데이터셋이 카드에 모두 있어야 합니다."
