# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제 1. 더한 다음 나누기와 결측.

# %% right q01-supply 표를 이어 붙인 다음 나눔
def supply(doctors, people, column):
    left = people.groupby("adm2_basic", as_index=False)["population"].sum()
    gaps = set(doctors.loc[doctors[column].isna(), "adm2_basic"])
    right = doctors.groupby("adm2_basic", as_index=False)[column].sum()
    both = left.merge(right, on="adm2_basic", how="left").set_index("adm2_basic")
    both["rate"] = (both[column] / both["population"] * 1000).mask(both.index.isin(gaps))
    return both.rename(columns={"population": "people"})[["rate", "people"]]

# %% wrong q01-supply 모르는 곳을 0으로 채움
def supply(doctors, people, column):
    table = people.groupby("adm2_basic")[["population"]].sum().set_axis(["people"], axis=1)
    count = doctors.groupby("adm2_basic")[column].sum()
    table["rate"] = (count / table["people"] * 1000).fillna(0)
    return table

# %% wrong q01-supply 모르는 구를 0으로 보고 더함
def supply(doctors, people, column):
    table = people.groupby("adm2_basic")[["population"]].sum().set_axis(["people"], axis=1)
    table["rate"] = doctors.groupby("adm2_basic")[column].sum() / table["people"] * 1000
    return table

# %% wrong q01-supply 두 표에 모두 있는 곳만 남김
def supply(doctors, people, column):
    left = people.groupby("adm2_basic")[["population"]].sum().set_axis(["people"], axis=1)
    right = doctors.groupby("adm2_basic")[[column]].sum(skipna=False)
    both = left.join(right, how="inner")
    return both.assign(rate=both[column] / both["people"] * 1000)

# %% wrong q01-supply 구의 평균을 시의 값으로 씀
def supply(doctors, people, column):
    table = people.groupby("adm2_basic")[["population"]].sum().set_axis(["people"], axis=1)
    table["rate"] = doctors.groupby("adm2_basic")[column].mean() / table["people"] * 1000
    return table

# %% [markdown]
# 문제 2. 무게, 차례, 첫 칸.

# %% right q02-gini 로렌츠 곡선 아래의 넓이를 사다리꼴로 잼
def gini(rate, people):
    known = pd.DataFrame({"rate": rate, "people": people}).dropna().sort_values("rate")
    amount = known["rate"] * known["people"]
    x = [0, *(known["people"].cumsum() / known["people"].sum())]
    y = [0, *(amount.cumsum() / amount.sum())]
    return 1 - 2 * np.trapezoid(y, x)

# %% right q02-gini 한 줄씩 더해 감
def gini(rate, people):
    pairs = sorted((r, p) for r, p in zip(rate, people) if pd.notna(r))
    whole = sum(r * p for r, p in pairs)
    total = sum(p for _, p in pairs)
    area, below = 0, 0
    for r, p in pairs:
        area += (below + r * p / 2) * p
        below += r * p
    return 1 - 2 * area / (whole * total)

# %% wrong q02-gini 시군구를 똑같이 침
def gini(rate, people):
    values = np.sort(rate.dropna().to_numpy())
    n = len(values)
    return 2 * (np.arange(1, n + 1) * values).sum() / (n * values.sum()) - (n + 1) / n

# %% wrong q02-gini 곡선의 첫 칸을 빠뜨림
def gini(rate, people):
    known = pd.DataFrame({"rate": rate, "people": people}).dropna().sort_values("rate")
    amount = known["rate"] * known["people"]
    x = known["people"].cumsum() / known["people"].sum()
    y = amount.cumsum() / amount.sum()
    return 1 - 2 * np.trapezoid(y, x)

# %% wrong q02-gini 낮은 곳부터 세우지 않음
def gini(rate, people):
    known = pd.DataFrame({"rate": rate, "people": people}).dropna()
    amount = known["rate"] * known["people"]
    x = [0, *(known["people"].cumsum() / known["people"].sum())]
    y = [0, *(amount.cumsum() / amount.sum())]
    return 1 - 2 * np.trapezoid(y, x)

# %% wrong q02-gini 모르는 곳을 0으로 채움
def gini(rate, people):
    known = pd.DataFrame({"rate": rate.fillna(0), "people": people}).sort_values("rate")
    amount = known["rate"] * known["people"]
    x = [0, *(known["people"].cumsum() / known["people"].sum())]
    y = [0, *(amount.cumsum() / amount.sum())]
    return 1 - 2 * np.trapezoid(y, x)

# %% wrong q02-gini 값이 0인 곳을 뺌
def gini(rate, people):
    known = pd.DataFrame({"rate": rate, "people": people}).query("rate > 0").sort_values("rate")
    amount = known["rate"] * known["people"]
    x = [0, *(known["people"].cumsum() / known["people"].sum())]
    y = [0, *(amount.cumsum() / amount.sum())]
    return 1 - 2 * np.trapezoid(y, x)

# %% [markdown]
# 문제 3. 0인 곳, 무게, 안과 사이.

# %% right q03-theil 평균과 견준 비율로 셈하고 안을 따로 더함
def theil(rate, people, group):
    def one(r, p):
        mean = (r * p).sum() / p.sum()
        kept = r > 0
        ratio = r[kept] / mean
        return (p[kept] * ratio * np.log(ratio)).sum() / p.sum()

    whole, between, within = (rate * people).sum() / people.sum(), 0, 0
    for name in group.unique():
        r, p = rate[group == name], people[group == name]
        mean, part = (r * p).sum() / p.sum(), p.sum() / people.sum()
        if mean > 0:
            between += part * mean / whole * np.log(mean / whole)
            within += part * mean / whole * one(r, p)
    return {"total": between + within, "between": between, "within": within}

# %% wrong q03-theil 인구를 무게로 주지 않음
def theil(rate, people, group):
    def index(s, p):
        return (s * np.log((s / p).where(s > 0, 1))).sum()

    shares = pd.DataFrame({"s": rate / rate.sum(), "p": 1 / len(rate)}, index=rate.index)
    groups = shares.groupby(group).sum()
    total, between = index(shares["s"], shares["p"]), index(groups["s"], groups["p"])
    return {"total": total, "between": between, "within": total - between}

# %% wrong q03-theil 값이 0인 곳의 인구까지 뺌
def theil(rate, people, group):
    def index(s, p):
        return (s * np.log(s / p)).sum()

    kept = rate > 0
    shares = pd.DataFrame({"s": rate[kept] * people[kept], "p": people[kept]})
    shares = shares / shares.sum()
    groups = shares.groupby(group[kept]).sum()
    total, between = index(shares["s"], shares["p"]), index(groups["s"], groups["p"])
    return {"total": total, "between": between, "within": total - between}

# %% wrong q03-theil 사이를 시군구 수로 가중함
def theil(rate, people, group):
    def index(s, p):
        return (s * np.log((s / p).where(s > 0, 1))).sum()

    shares = pd.DataFrame({"s": rate * people, "p": people})
    shares = shares / shares.sum()
    total = index(shares["s"], shares["p"])
    mean = rate.groupby(group).mean()
    count = group.value_counts().reindex(mean.index)
    between = index(mean * count / (mean * count).sum(), count / count.sum())
    return {"total": total, "between": between, "within": total - between}

# %% wrong q03-theil 안과 사이를 바꿈
# - "between": between, "within": total -
# + "between": total - between, "within":

# %% [markdown]
# 문제 4. 꼭짓점, 자기 자신, 섬.

# %% right q04-neighbours 공간 결합과 거리로 구함
def neighbours(areas):
    links = {}
    for code, shape in areas.geometry.items():
        links[code] = set(areas.index[areas.intersects(shape)]) - {code}
    for code in [code for code in links if not links[code]]:
        nearest = areas.drop(code).distance(areas.geometry[code]).sort_values().index[0]
        links[code].add(nearest)
        links[nearest].add(code)
    return {code: sorted(found) for code, found in links.items()}

# %% wrong q04-neighbours 변이 닿은 곳만 이웃으로 봄
# - False
# + True

# %% wrong q04-neighbours 섬을 이웃 없이 둠
def neighbours(areas):
    touching = Graph.build_contiguity(areas, rook=False)
    return {code: [near for near in touching[code].index if near != code and code not in touching.isolates] for code in areas.index}

# %% wrong q04-neighbours 섬만 이웃을 갖고 상대는 모름
def neighbours(areas):
    touching = Graph.build_contiguity(areas, rook=False)
    links = {code: list(touching[code].index) for code in areas.index}
    for alone in touching.isolates:
        links[alone] = [areas.geometry.drop(alone).distance(areas.geometry[alone]).idxmin()]
    return links

# %% wrong q04-neighbours 가운데 점이 가장 가까운 곳을 이음
def neighbours(areas):
    touching = Graph.build_contiguity(areas, rook=False)
    links = {code: list(touching[code].index) for code in areas.index}
    centers = areas.geometry.centroid
    for alone in touching.isolates:
        nearest = centers.drop(alone).distance(centers[alone]).idxmin()
        links[alone].append(nearest)
        links[nearest].append(alone)
    return links

# %% wrong q04-neighbours 자기 자신도 이웃으로 봄
def neighbours(areas):
    return {code: list(areas.index[areas.intersects(shape)]) for code, shape in areas.geometry.items()}

# %% [markdown]
# 문제 5. 차례, 평균, 무게.

# %% right q05-moran esda로 잼
def moran(value, links):
    graph = Graph.from_dicts({code: dict.fromkeys(near, 1) for code, near in links.items()})
    return esda.Moran(value.loc[list(graph.unique_ids)].to_numpy(), graph, transformation="r", permutations=0).I

# %% right q05-moran 행렬로 셈함
def moran(value, links):
    codes = list(value.index)
    weight = np.array([[(b in links[a]) / len(links[a]) for b in codes] for a in codes])
    z = (value - value.mean()).to_numpy()
    return z @ weight @ z / (z @ z)

# %% wrong q05-moran 값과 이웃을 차례대로 짝지음
def moran(value, links):
    codes = list(links)
    z = (value - value.mean()).to_numpy()
    near = np.array([np.mean([z[codes.index(each)] for each in links[code]]) for code in codes])
    return (z * near).sum() / (z**2).sum()

# %% wrong q05-moran 이웃의 합을 씀
def moran(value, links):
    z = value - value.mean()
    near = pd.Series({code: z[list(codes)].sum() for code, codes in links.items()})
    return (z * near).sum() / (z**2).sum()

# %% wrong q05-moran 이웃이 많은 곳에 무게를 더 줌
def moran(value, links):
    z = value - value.mean()
    near = pd.Series({code: z[list(codes)].sum() for code, codes in links.items()})
    pairs = sum(len(codes) for codes in links.values())
    return len(z) * (z * near).sum() / (pairs * (z**2).sum())

# %% wrong q05-moran 평균을 빼지 않음
def moran(value, links):
    near = pd.Series({code: value[list(codes)].mean() for code, codes in links.items()})
    return (value * near).sum() / (value**2).sum()

# %% wrong q05-moran 값과 이웃 평균의 상관계수를 씀
def moran(value, links):
    near = pd.Series({code: value[list(codes)].mean() for code, codes in links.items()})
    return value.corr(near)

# %% [markdown]
# 문제 6. 더하기 1, 이상, 사본.

# %% right q06-permutation 배열로 모아서 셈
def permutation_p(statistic, values, times, seed):
    state = np.random.RandomState(seed)
    fake = np.array([statistic(state.permutation(values)) for _ in range(times)])
    return (np.count_nonzero(fake >= statistic(values)) + 1) / (len(fake) + 1)

# %% wrong q06-permutation 더하기 1을 하지 않음
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(seed)
    real = statistic(values)
    return sum(statistic(rng.permutation(values)) >= real for _ in range(times)) / times

# %% wrong q06-permutation 실제보다 큰 것만 셈
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(seed)
    real = statistic(values)
    return (sum(statistic(rng.permutation(values)) > real for _ in range(times)) + 1) / (times + 1)

# %% wrong q06-permutation 받은 값을 섞어 놓음
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(seed)
    real, larger = statistic(values), 0
    for _ in range(times):
        rng.shuffle(values)
        larger += statistic(values) >= real
    return (larger + 1) / (times + 1)

# %% wrong q06-permutation 다시 뽑기(부트스트랩)를 함
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(seed)
    real = statistic(values)
    return (sum(statistic(rng.choice(values, len(values))) >= real for _ in range(times)) + 1) / (times + 1)

# %% wrong q06-permutation 씨앗을 쓰지 않음
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(0)
    real = statistic(values)
    return (sum(statistic(rng.permutation(values)) >= real for _ in range(times)) + 1) / (times + 1)

# %% wrong q06-permutation 작은 쪽을 봄
def permutation_p(statistic, values, times, seed):
    rng = np.random.default_rng(seed)
    real = statistic(values)
    return (sum(statistic(rng.permutation(values)) <= real for _ in range(times)) + 1) / (times + 1)

# %% [markdown]
# 문제 7. 뒤에서부터 보기.

# %% right q07-fdr 큰 것부터 내려오며 찾음
def fdr_cut(p, level):
    ordered = sorted(p)
    for i in range(len(ordered), 0, -1):
        if ordered[i - 1] <= i / len(ordered) * level:
            return ordered[i - 1]
    return 0

# %% wrong q07-fdr 처음 어긋난 데서 멈춤
def fdr_cut(p, level):
    cut = 0
    for i, each in enumerate(sorted(p), 1):
        if each > i / len(p) * level:
            break
        cut = each
    return cut

# %% wrong q07-fdr 모두 같은 기준(본페로니)과 견줌
def fdr_cut(p, level):
    passed = [each for each in p if each <= level / len(p)]
    return max(passed, default=0)

# %% wrong q07-fdr level보다 작은 것을 모두 남김
def fdr_cut(p, level):
    return max([each for each in p if each <= level], default=0)

# %% wrong q07-fdr 기준과 똑같은 것을 뺌
def fdr_cut(p, level):
    ordered = np.sort(np.asarray(p))
    passed = ordered < np.arange(1, len(ordered) + 1) / len(ordered) * level
    return ordered[passed].max(initial=0)

# %% wrong q07-fdr 5%로 고정함
def fdr_cut(p, level):
    ordered = np.sort(np.asarray(p))
    passed = ordered <= np.arange(1, len(ordered) + 1) / len(ordered) * 0.05
    return ordered[passed].max(initial=0)

# %% [markdown]
# 문제 8. 전국 수준, 순서, 결측.

# %% right q08-shortage 한 줄씩 셈해 늘어놓음
def shortage(table, code):
    known = table[table["rate"].notna()]
    nation = np.average(known["rate"], weights=known["people"])
    need = {}
    for place, row in known[known["adm1"] == code].iterrows():
        if row["rate"] < nation:
            need[place] = (nation - row["rate"]) * row["people"] / 1000
    return pd.Series(dict(sorted(need.items(), key=lambda each: -each[1])), dtype=float)

# %% wrong q08-shortage 전국 수준을 시군구 값의 평균으로 잡음
def shortage(table, code):
    known = table.dropna(subset="rate")
    need = (known["rate"].mean() - known["rate"]) * known["people"] / 1000
    return need[(known["adm1"] == code) & (need > 0)].sort_values(ascending=False)

# %% wrong q08-shortage 비율이 낮은 순서로 늘어놓음
def shortage(table, code):
    known = table.dropna(subset="rate").sort_values("rate")
    nation = (known["rate"] * known["people"]).sum() / known["people"].sum()
    need = (nation - known["rate"]) * known["people"] / 1000
    return need[(known["adm1"] == code) & (need > 0)]

# %% wrong q08-shortage 시도의 수준과 견줌
def shortage(table, code):
    known = table[table["adm1"] == code].dropna(subset="rate")
    level = (known["rate"] * known["people"]).sum() / known["people"].sum()
    need = (level - known["rate"]) * known["people"] / 1000
    return need[need > 0].sort_values(ascending=False)

# %% wrong q08-shortage 모르는 곳의 인구를 분모에 남김
def shortage(table, code):
    nation = (table["rate"] * table["people"]).sum() / table["people"].sum()
    need = (nation - table["rate"]) * table["people"] / 1000
    return need[(table["adm1"] == code) & (need > 0)].sort_values(ascending=False)

# %% wrong q08-shortage 남는 곳까지 음수로 넣음
def shortage(table, code):
    known = table.dropna(subset="rate")
    nation = (known["rate"] * known["people"]).sum() / known["people"].sum()
    need = (nation - known["rate"]) * known["people"] / 1000
    return need[known["adm1"] == code].sort_values(ascending=False)

# %% wrong q08-shortage rate가 천 명당인 것을 잊음
def shortage(table, code):
    known = table.dropna(subset="rate")
    nation = (known["rate"] * known["people"]).sum() / known["people"].sum()
    need = (nation - known["rate"]) * known["people"]
    return need[(known["adm1"] == code) & (need > 0)].sort_values(ascending=False)
