# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제 2는 방법이 자유다. 성적과 정직함(받은 표에서만 배움, 내일을 보지 않음)만 본다.

# %% right q02-fit 사이킷런의 파이프라인
def fit(train):
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline

    columns = ["max_temp", "min_temp", "yesterday"]
    def table(days):
        part = days[columns].copy()
        for month in (6, 7, 8, 9):
            part[f"month{month}"] = (days["date"].dt.month == month) * 1.0
        return part
    known = train.dropna(subset=["max_temp", "tomorrow"])
    model = make_pipeline(SimpleImputer(), Ridge()).fit(table(known), known["tomorrow"])
    return lambda days: pd.Series(model.predict(table(days)), index=days.index).where(days["max_temp"].notna())

# %% wrong q02-fit 오늘의 값을 그대로 내일로 씀
def fit(train):
    return lambda days: days["max_temp"]

# %% wrong q02-fit 달마다의 평균을 냄
def fit(train):
    means = train.groupby(train["date"].dt.month)["tomorrow"].mean()
    return lambda days: days["date"].dt.month.map(means).where(days["max_temp"].notna())

# %% wrong q02-fit 받은 표가 아니라 모든 해에서 배움
# - middle = train[columns
# + middle = days[columns
# - train.dropna
# + days.dropna

# %% wrong q02-fit 빈칸이 있으면 예측하지 않음
def fit(train):
    columns = ["max_temp", "min_temp", "humidity", "sunshine", "yesterday"]
    def inputs(table):
        season = 2 * np.pi * table["date"].dt.day_of_year / 365.25
        return np.column_stack([table[columns], np.sin(season), np.cos(season), np.ones(len(table))])
    known = train.dropna(subset=[*columns, "tomorrow"])
    weights = np.linalg.lstsq(inputs(known), known["tomorrow"], rcond=None)[0]
    return lambda table: pd.Series(inputs(table) @ weights, index=table.index)

# %% wrong q02-fit 오늘의 기온이 없어도 채워서 예측함
def fit(train):
    columns = ["max_temp", "min_temp", "humidity", "sunshine", "yesterday"]
    middle = train[columns].median()
    def inputs(table):
        season = 2 * np.pi * table["date"].dt.day_of_year / 365.25
        return np.column_stack([table[columns].fillna(middle), np.sin(season), np.cos(season), np.ones(len(table))])
    known = train.dropna(subset=["max_temp", "tomorrow"])
    weights = np.linalg.lstsq(inputs(known), known["tomorrow"], rcond=None)[0]
    return lambda table: pd.Series(inputs(table) @ weights, index=table.index)

# %% wrong q02-fit 이튿날의 값을 보고 예측함
def fit(train):
    gap = (train["tomorrow"] - train["max_temp"]).mean()
    return lambda days: (days["max_temp"] * 0.3 + days["tomorrow"] * 0.7 + gap).where(days["max_temp"].notna())

# %% right q03-score 하루씩 셈
def score(forecast, actual, threshold):
    count = {"hits": 0, "misses": 0, "false": 0}
    for guess, real in zip(forecast, actual):
        if np.isnan(guess) or np.isnan(real):
            continue
        if real >= HOT:
            count["hits" if guess >= threshold else "misses"] += 1
        elif guess >= threshold:
            count["false"] += 1
    hot, alarms = count["hits"] + count["misses"], count["hits"] + count["false"]
    return count | {"found": 100 * count["hits"] / hot if hot else None, "wrong": 100 * count["false"] / alarms if alarms else None}

# %% wrong q03-score 모르는 날을 폭염이 아닌 날로 셈
def score(forecast, actual, threshold):
    alarm, hot = forecast >= threshold, actual >= HOT
    hits, misses, false = int((alarm & hot).sum()), int((~alarm & hot).sum()), int((alarm & ~hot).sum())
    found = hits / (hits + misses) * 100 if hits + misses else None
    wrong = false / (hits + false) * 100 if hits + false else None
    return {"hits": hits, "misses": misses, "false": false, "found": found, "wrong": wrong}

# %% wrong q03-score 문턱으로 폭염일까지 정함
# - HOT
# + threshold

# %% wrong q03-score 헛경보를 폭염이 아닌 날 전체로 나눔
# - (hits + false) * 100 if hits + false
# + int((~hot).sum()) * 100 if (~hot).any()

# %% wrong q03-score 나눌 수가 0이면 0을 돌려줌
def score(forecast, actual, threshold):
    known = forecast.notna() & actual.notna()
    alarm, hot = forecast[known] >= threshold, actual[known] >= HOT
    hits, misses, false = int((alarm & hot).sum()), int((~alarm & hot).sum()), int((alarm & ~hot).sum())
    found = hits / max(hits + misses, 1) * 100
    wrong = false / max(hits + false, 1) * 100
    return {"hits": hits, "misses": misses, "false": false, "found": found, "wrong": wrong}

# %% right q04-best 문턱을 높은 것부터 훑음
GRID, RATIO = np.arange(28, 36.01, 0.5), 5
def best(forecast, actual, ratio):
    chosen, lowest = None, np.inf
    for limit in sorted(GRID, reverse=True):
        found = score_days(forecast, actual, limit)
        if ratio * found[0] + found[1] < lowest:
            chosen, lowest = limit, ratio * found[0] + found[1]
    return chosen

def score_days(forecast, actual, limit):
    both = pd.DataFrame({"guess": forecast, "real": actual}).dropna()
    hot, alarm = both["real"] >= HOT, both["guess"] >= limit
    return (hot & ~alarm).sum(), (alarm & ~hot).sum()

# %% wrong q04-best 비용이 같으면 낮은 문턱을 고름
GRID, RATIO = np.arange(28, 36.01, 0.5), 3
def best(forecast, actual, ratio):
    known = forecast.notna() & actual.notna()
    guess, hot = forecast[known], actual[known] >= HOT
    cost = {each: ratio * (hot & (guess < each)).sum() + (~hot & (guess >= each)).sum() for each in GRID}
    return min(GRID, key=lambda each: (cost[each], each))

# %% wrong q04-best 헛경보에 비율을 곱함
GRID, RATIO = np.arange(28, 36.01, 0.5), 3
def best(forecast, actual, ratio):
    known = forecast.notna() & actual.notna()
    guess, hot = forecast[known], actual[known] >= HOT
    cost = {each: (hot & (guess < each)).sum() + ratio * (~hot & (guess >= each)).sum() for each in GRID}
    return max(GRID, key=lambda each: (-cost[each], each))

# %% wrong q04-best 모르는 날을 헛경보로 셈
GRID, RATIO = np.arange(28, 36.01, 0.5), 3
def best(forecast, actual, ratio):
    hot = actual >= HOT
    cost = {each: ratio * (hot & ~(forecast >= each)).sum() + (~hot & (forecast >= each)).sum() for each in GRID}
    return max(GRID, key=lambda each: (-cost[each], each))

# %% wrong q04-best 문턱과 같은 예측을 놓친 것으로 봄
GRID, RATIO = np.arange(28, 36.01, 0.5), 3
def best(forecast, actual, ratio):
    known = forecast.notna() & actual.notna()
    guess, hot = forecast[known], actual[known] >= HOT
    cost = {each: ratio * (hot & (guess <= each)).sum() + (~hot & (guess > each)).sum() for each in GRID}
    return max(GRID, key=lambda each: (-cost[each], each))

# %% right q05-spots 한 곳씩 집합으로 늘려 감
def spots(dong, n, radius):
    at = dong.assign(alone=dong["alone"].fillna(0)).set_index("code")
    serve = {}
    for code, row in at.iterrows():
        serve[code] = set(at.index[(at["x"] - row["x"]) ** 2 + (at["y"] - row["y"]) ** 2 <= radius**2])
    chosen, done = [], set()
    while len(chosen) < min(n, len(at)):
        rest = [code for code in at.index if code not in chosen]
        new = max(rest, key=lambda code: at.loc[list(serve[code] - done), "alone"].sum())
        chosen.append(new)
        done |= serve[new]
    return chosen

# %% wrong q05-spots 다 맡은 뒤에 같은 곳을 또 고름
def spots(dong, n, radius):
    x, y, left, chosen = dong["x"].to_numpy(), dong["y"].to_numpy(), dong["alone"].fillna(0).to_numpy(float), []
    near = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y)) <= radius
    for _ in range(min(n, len(dong))):
        chosen.append(int((near @ left).argmax()))
        left = np.where(near[chosen[-1]], 0, left)
    return list(dong["code"].iloc[chosen])

# %% wrong q05-spots 1인가구가 많은 곳부터 고름
def spots(dong, n, radius):
    return list(dong.nlargest(min(n, len(dong)), "alone")["code"])

# %% wrong q05-spots 이미 맡은 곳을 빼지 않음
def spots(dong, n, radius):
    near = np.hypot(*(np.subtract.outer(dong[axis].to_numpy(), dong[axis].to_numpy()) for axis in "xy")) <= radius
    gain = pd.Series(near @ dong["alone"].fillna(0).to_numpy(float), index=dong["code"])
    return list(gain.nlargest(min(n, len(dong))).index)

# %% wrong q05-spots 같은 곳을 다시 고를 수 있음
def spots(dong, n, radius):
    near = np.hypot(*(np.subtract.outer(dong[axis].to_numpy(), dong[axis].to_numpy()) for axis in "xy")) <= radius
    left, chosen = dong["alone"].fillna(0).to_numpy(float), []
    for _ in range(n):
        chosen.append(int((near @ left).argmax()))
        left = np.where(near[chosen[-1]], 0, left)
    return list(dong["code"].iloc[chosen])

# %% wrong q05-spots 가로와 세로의 거리를 따로 봄
# - x, y, left, chosen = dong["x"].to_numpy(), dong["y"].to_numpy(), dong["alone"].fillna(0).to_numpy(float), []
# + near = np.abs(np.subtract.outer(dong["x"].to_numpy(), dong["x"].to_numpy())) <= radius
# - near = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y)) <= radius
# + left, chosen = dong["alone"].fillna(0).to_numpy(float), []

# %% right q06-app 수인지 먼저 보고 상자에 담음
def app(choices, draw):
    picture, parts = widgets.HTML(), {}
    for name, options in choices.items():
        if all(isinstance(each, (int, float)) for each in options):
            parts[name] = widgets.SelectionSlider(options=list(options), value=list(options)[len(options) // 2], description=name, continuous_update=False)
        else:
            parts[name] = widgets.Dropdown(options=list(options), description=name)

    def show(change=None):
        picture.value = draw(*(part.value for part in parts.values()))

    show()
    for part in parts.values():
        part.observe(show, "value")
    return widgets.VBox([widgets.HBox(list(parts.values())), picture])

# %% wrong q06-app 움직여도 다시 그리지 않음
def app(choices, draw):
    controls = []
    for name, options in choices.items():
        kind, at = (widgets.Dropdown, 0) if isinstance(options[0], str) else (widgets.SelectionSlider, len(options) // 2)
        controls.append(kind(options=options, value=options[at], description=name))
    return widgets.VBox([*controls, widgets.HTML(draw(*[each.value for each in controls]))])

# %% wrong q06-app 수도 목록에서 고르게 함
# - kind, at = (widgets.Dropdown, 0) if isinstance(options[0], str) else (widgets.SelectionSlider, len(options) // 2)
# + at = 0 if isinstance(options[0], str) else len(options) // 2
# - controls.append(kind(options
# + controls.append(widgets.Dropdown(options

# %% wrong q06-app 막대가 첫 값에서 시작함
# - kind, at = (widgets.Dropdown, 0) if isinstance(options[0], str) else (widgets.SelectionSlider, len(options) // 2)
# + kind = widgets.Dropdown if isinstance(options[0], str) else widgets.SelectionSlider
# - value=options[at], description
# + description

# %% wrong q06-app 새 그림을 옛 그림 뒤에 붙임
# - screen.value 
# + screen.value +

# %% right q09-card 목표를 다르게 잡음
# - 15
# + 20
# - "target": round(min(baseline + GOAL, 100), 1
# + "target": float(f"{min(100.0, baseline + GOAL):.1f}"

# %% wrong q09-card 지역 이름을 REGION으로 고정함
# - "region": place.name
# + "region": HOME.name

# %% wrong q09-card 목표값에 늘릴 만큼만 적음
# - "target": round(min(baseline + GOAL, 100), 1)
# + "target": GOAL

# %% wrong q09-card 목표값이 100을 넘음
# - min(baseline + GOAL, 100)
# + baseline + GOAL

# %% wrong q09-card 우리 지역의 기준값으로 고정함
# - "baseline": round(baseline, 1)
# + "baseline": round(carried(home), 1)
