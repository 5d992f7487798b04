# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 최종 과제는 주제를 고를 수 있으므로 문제 2의 맞는 답은 여럿이다. 다른 주제의 정의서로도 만점이어야 한다.

# %% right q02-define 다른 주제: 사람이 줄어든 동네와 낡은 단독주택
people = {"dataset": "kr-population-dong", "table": "population", "column": "population", "year": 2025}
house = {"dataset": "kr-housing-vacancy", "table": "dwellings", "column": "detached_single", "year": 2025}
INDICATORS = [
    {"name": "인구 지수(2015년=1000)", "unit": "지수", "per": 1000, "focus": "low", "top": people, "bottom": people | {"year": 2015}},
    {"name": "단독주택 비율", "unit": "%", "per": 100, "focus": "high", "top": house, "bottom": house | {"column": "dwellings"}},
]
TARGET_CHANGE = 1

# %% right q02-define 낮은 값을 눈여겨보는 핵심 지표
INDICATORS = [
    {
        "name": "주택 한 호당 인구", "unit": "명", "per": 1, "focus": "low",
        "top": {"dataset": "kr-population-dong", "table": "population", "column": "population", "year": 2025},
        "bottom": {"dataset": "kr-housing-vacancy", "table": "dwellings", "column": "dwellings", "year": 2025},
    },
    {**FOREIGN, "name": "외국인 주민 비율"},
]
TARGET_CHANGE = 0.1

# %% wrong q02-define 데이터셋을 하나만 씀
INDICATORS = [
    FOREIGN,
    {"name": "인구 지수(2020=100)", "unit": "", "per": 100, "focus": "low", "top": PEOPLE | {"year": 2025}, "bottom": PEOPLE},
]
TARGET_CHANGE = -1

# %% wrong q02-define 빈집 비율의 분자와 분모를 바꿈
# - "top": VACANT, "bottom": VACANT | {"column": "dwellings"}
# + "top": VACANT | {"column": "dwellings"}, "bottom": VACANT

# %% wrong q02-define 2020년 인구를 2015년 주택 수로 나눔
# - "column": "dwellings", "year": 2020}
# + "column": "dwellings", "year": 2015}

# %% wrong q02-define 빈집 비율을 높이는 것을 목표로 적음
# - -0.5
# + 0.5

# %% right q03-measure 표를 왼쪽으로 이어 붙임
def measure(region, definition, level):
    table = project.places(region, level)
    for part in ("top", "bottom"):
        rows = project.rows(region, definition[part]).dropna(subset=[definition[part]["column"], level])
        sums = rows.groupby(level, as_index=False)[definition[part]["column"]].sum()
        sums.columns = ["code", part]
        table = table.merge(sums, on="code", how="left")
    return table.assign(value=table["top"] / table["bottom"] * definition["per"])

# %% wrong q03-measure 동네 비율의 평균을 시군구 값으로 씀
def measure(region, definition, level):
    top, bottom = project.rows(region, definition["top"]), project.rows(region, definition["bottom"])
    key = "adm3_2020" if "adm3_2020" in top and "adm3_2020" in bottom else level
    joined = top.dropna(subset=key).merge(bottom.dropna(subset=key), on=list(dict.fromkeys([key, level])))
    name_top, name_bottom = (definition[part]["column"] for part in ("top", "bottom"))
    ratio = joined[f"{name_top}_x" if f"{name_top}_x" in joined else name_top] / joined[f"{name_bottom}_y" if f"{name_bottom}_y" in joined else name_bottom]
    value = ratio.groupby(joined[level]).mean() * definition["per"]
    places = project.places(region, level)
    return places.assign(value=places["code"].map(value))

# %% wrong q03-measure 비공개 칸을 0으로 더함
def measure(region, definition, level):
    def total(part):
        return project.rows(region, part).fillna({part["column"]: 0}).groupby(level)[part["column"]].sum()

    value = total(definition["top"]) / total(definition["bottom"]) * definition["per"]
    places = project.places(region, level)
    return places.assign(value=places["code"].map(value))

# %% wrong q03-measure 자료가 없는 곳을 지도에서 뺌
def measure(region, definition, level):
    def total(part):
        return project.rows(region, part).groupby(level)[part["column"]].sum(min_count=1)

    value = total(definition["top"]) / total(definition["bottom"]) * definition["per"]
    places = project.places(region, level)
    return places.assign(value=places["code"].map(value)).dropna(subset="value")

# %% right q04-classify 한 줄씩 유형을 정함
def classify(table, main, side, lines):
    def beyond(value, definition, line):
        return (value - line) * (1 if definition["focus"] == "high" else -1) > 0

    def kind(row):
        if pd.isna(row["main"]) or pd.isna(row["side"]):
            return "자료 없음"
        focus = beyond(row["main"], main, lines[0]), beyond(row["side"], side, lines[1])
        return TYPES[[(True, True), (True, False), (False, True), (False, False)].index(focus)]

    result = table.copy()
    result["type"] = pd.Categorical(table.apply(kind, axis=1), [*TYPES, "자료 없음"], ordered=True)
    sign = -1 if main["focus"] == "high" else 1
    result = result.assign(order=sign * result["main"]).sort_values(["type", "order"]).drop(columns="order")
    return result.astype({"type": str}).reset_index(drop=True)

# %% wrong q04-classify focus를 보지 않고 늘 높은 값을 고름
def classify(table, main, side, lines):  # noqa: ARG001
    first, second = table["main"] > lines[0], table["side"] > lines[1]
    unknown = table["main"].isna() | table["side"].isna()
    place = np.select([unknown, first & second, first, second], [4, 0, 1, 2], 3)
    result = table.assign(type=[[*TYPES, "자료 없음"][n] for n in place], place=place)
    return result.sort_values(["place", "main"], ascending=[True, False]).drop(columns="place")

# %% wrong q04-classify 빈 값을 좋은 것으로 봄
def classify(table, main, side, lines):
    def focus(values, definition, line):
        return values > line if definition["focus"] == "high" else values < line

    first, second = focus(table["main"], main, lines[0]), focus(table["side"], side, lines[1])
    place = np.select([first & second, first, second], [0, 1, 2], 3)
    result = table.assign(type=[TYPES[n] for n in place], place=place)
    return result.sort_values(["place", "main"], ascending=[True, main["focus"] == "low"]).drop(columns="place")

# %% wrong q04-classify 핵심 지표만으로 순서를 정함
def classify(table, main, side, lines):
    def focus(values, definition, line):
        return values > line if definition["focus"] == "high" else values < line

    first, second = focus(table["main"], main, lines[0]), focus(table["side"], side, lines[1])
    unknown = table["main"].isna() | table["side"].isna()
    place = np.select([unknown, first & second, first, second], [4, 0, 1, 2], 3)
    result = table.assign(type=[[*TYPES, "자료 없음"][n] for n in place])
    return result.sort_values("main", ascending=main["focus"] == "low")

# %% right q05-findings 문장을 다른 말로 씀
def findings(place, ranked, main, value, nation):
    shown = [f"{number:.1f}" for number in (value, nation)]
    word = "같습니다" if shown[0] == shown[1] else "높습니다" if value > nation else "낮습니다"
    result = [f"{place}: {main['name']} {shown[0]}{main['unit']}, 전국은 {shown[1]}{main['unit']}. 전국보다 {word}."]
    known = ranked[ranked["main"].notna()]
    if len(known) >= 2:
        at = known["main"].idxmax() if main["focus"] == "high" else known["main"].idxmin()
        result.append(f"가장 눈여겨볼 곳: {known.at[at, 'name']} {known.at[at, 'main']:.1f}{main['unit']}")
    first = list(ranked["name"][ranked["type"] == TYPES[0]])
    result.append(f"{TYPES[0]}: {len(first)}곳({', '.join(first)})" if first else f"{TYPES[0]}에 든 곳이 없습니다")
    return result

# %% wrong q05-findings 반올림하지 않은 값으로 높고 낮음을 말함
def findings(place, ranked, main, value, nation):
    word = "높습니다" if value > nation else "낮습니다" if value < nation else "같습니다"
    lines = [f"{place}: {value:.1f}{main['unit']}, 전국 {nation:.1f}{main['unit']}. 전국보다 {word}."]
    known = ranked.dropna(subset="main").sort_values("main", ascending=main["focus"] == "low")
    if len(known) > 1:
        lines.append(f"가장 눈여겨볼 곳은 {known.iloc[0]['name']}({known.iloc[0]['main']:.1f}{main['unit']})입니다.")
    first = ranked.loc[ranked["type"] == TYPES[0], "name"]
    return [*lines, f"먼저 살필 곳은 {len(first)}곳: {', '.join(first)}" if len(first) else "먼저 살필 곳이 없습니다."]

# %% wrong q05-findings 한 곳뿐인데도 가장 눈여겨볼 곳이라고 말함
def findings(place, ranked, main, value, nation):
    gap = round(value, 1) - round(nation, 1)
    word = "높습니다" if gap > 0 else "낮습니다" if gap < 0 else "같습니다"
    lines = [f"{place}: {value:.1f}{main['unit']}, 전국 {nation:.1f}{main['unit']}. 전국보다 {word}."]
    known = ranked.dropna(subset="main").sort_values("main", ascending=main["focus"] == "low")
    lines.append(f"가장 눈여겨볼 곳은 {known.iloc[0]['name']}({known.iloc[0]['main']:.1f}{main['unit']})입니다.")
    first = ranked.loc[ranked["type"] == TYPES[0], "name"]
    return [*lines, f"먼저 살필 곳은 {len(first)}곳: {', '.join(first)}" if len(first) else "먼저 살필 곳이 없습니다."]

# %% wrong q05-findings focus를 보지 않고 늘 가장 높은 곳을 말함
def findings(place, ranked, main, value, nation):
    gap = round(value, 1) - round(nation, 1)
    word = "높습니다" if gap > 0 else "낮습니다" if gap < 0 else "같습니다"
    lines = [f"{place}: {value:.1f}{main['unit']}, 전국 {nation:.1f}{main['unit']}. 전국보다 {word}."]
    known = ranked.dropna(subset="main").sort_values("main", ascending=False)
    if len(known) > 1:
        lines.append(f"가장 눈여겨볼 곳은 {known.iloc[0]['name']}({known.iloc[0]['main']:.1f}{main['unit']})입니다.")
    first = ranked.loc[ranked["type"] == TYPES[0], "name"]
    return [*lines, f"먼저 살필 곳은 {len(first)}곳: {', '.join(first)}" if len(first) else "먼저 살필 곳이 없습니다."]

# %% right q06-app 단추로 고르고 격자에 담음
def app(choices, draw):
    screen = widgets.HTML()
    pickers = {name: widgets.ToggleButtons(options=list(options), description=name) for name, options in choices.items()}

    def show():
        screen.value = draw(*(picker.value for picker in pickers.values()))

    for picker in pickers.values():
        picker.observe(lambda _: show(), "value")
    show()
    return widgets.HBox([widgets.VBox(list(pickers.values())), screen])

# %% wrong q06-app 첫 그림만 그리고 바뀌지 않음
def app(choices, draw):
    controls = [widgets.Dropdown(options=options, description=name) for name, options in choices.items()]
    return widgets.VBox([*controls, widgets.HTML(draw(*[control.value for control in controls]))])

# %% wrong q06-app 첫째 위젯만 지켜봄
def app(choices, draw):
    controls = [widgets.Dropdown(options=options, description=name) for name, options in choices.items()]
    screen = widgets.HTML()

    def refresh(_=None):
        screen.value = draw(*[control.value for control in controls])

    controls[0].observe(refresh, names="value")
    refresh()
    return widgets.VBox([*controls, screen])

# %% wrong q06-app 새 그림을 옛 그림 뒤에 이어 붙임
# - screen.value = draw(*[control.value
# + screen.value = screen.value + draw(*[control.value

# %% right q10-card 항목을 하나씩 채움
def card_facts(region, baseline):
    where, key, name = regions.region(region), INDICATORS[0], ["김하나", "이두리"]
    facts = {"slug": "my-project", "title": "우리 지역의 과제", "summary": "센터의 과제를 화면으로 풀었습니다.", "status": "개발", "licence": "CC BY-SA 4.0"}
    facts |= {"region": where.name, "center": f"{where.short} 지원센터", "spread": [where.name], "infrastructure": [], "experts": []}
    facts["trainees"] = [{"name": each, "role": "분석"} for each in name]
    facts["mentor"] = {"name": "오강사", "organization": "지원센터"}
    facts["dates"] = {"started": "2026-09-07", "ended": None}
    facts["citizens"] = {"size": 5, "competence": "주민", "communication": "모임", "organization": "주민 5명", "management": "센터"}
    facts["place"] = dict.fromkeys(["population", "geography", "resources", "administration", "economy_culture"], "화면에 적음")
    facts["problem"] = {"fields": ["환경"], "description": "어디부터 시작할지 모릅니다."}
    facts["solution"] = {"kinds": ["시스템구축"], "description": "화면을 만들었습니다."}
    facts["factors"] = [{"area": "소통", "effect": "성공", "description": "주민과 함께 보았습니다."}]
    facts["datasets"] = [dict(each) for each in project.sources(INDICATORS)]
    value = float(f"{baseline:.1f}")
    number = {"name": key["name"], "unit": key["unit"], "baseline": value, "target": round(value + TARGET_CHANGE, 1), "method": "새 조사 때 다시 잼"}
    return facts | {"indicators": [number]}

# %% wrong q10-card 지역 이름을 REGION으로 고정함
# - "region": place.name
# + "region": HOME.name

# %% wrong q10-card 목표값에 변화량만 적음
# - "target": round(baseline + TARGET_CHANGE, 1)
# + "target": TARGET_CHANGE

# %% wrong q10-card 시군구 값의 평균을 기준값으로 적음
# - "baseline": round(baseline, 1)
# + "baseline": round(float(measure(region, first, SIGUNGU)["value"].mean()), 1)
