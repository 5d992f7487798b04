# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 빈집 정비를 먼저 지원할 시군구를 찾습니다
# **보낸 사람** 우리 지역 지원센터 주거 담당
# > 내년에 빈집 정비를 지원할 시군구를 정하려고 합니다.
# > 그런데 인구, 주택, 빈집 자료의 연도와 코드가 제각각이라 이을 때마다 합계가 달라집니다.
# > 2010·2015·2020·2025년을 **빠짐도 겹침도 없이** 이은 표와 점검표, 그리고 어디를 먼저 볼지 권고를 보내 주세요.
#
# **넘겨줄 것**: 이은 표(문제 1~5), 믿어도 되는지 보이는 점검(문제 6~8), 먼저 볼 곳과 센터에 보내는 글(문제 9~10). 모두 40점입니다. 함수는 다른 지역과 다른 해의 자료로도 채점합니다. 앞 문제를 풀지 못해도 다음 문제를 풀 수 있게 중간 결과를 드립니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import pandas as pd
from curriculum import datasets, raw_tables, regions

def refused(function, *arguments):  # 함수가 ValueError를 내면 그 글, 내지 않으면 빈 글
    try:
        function(*arguments)
    except ValueError as error:
        return str(error) or "ValueError"
    return ""

home = regions.region(REGION)
raw = raw_tables.dwellings()  # 전국 주택 수: 2015·2020·2025년, 원천이 내어 주는 모습 그대로 섞인 표
crosswalk = raw_tables.crosswalk()  # 2010~2025년의 (연도, 코드) → 2020년 기초 시군구
keyed = raw.merge(crosswalk, on=["year", "code"])  # 문제 2까지 마친 표(문제 3에서 씁니다)
OFFICIAL = pd.Series({2015: 16_367_006, 2020: 18_525_844})  # 통계청이 공표한 전국 주택 수(호)
stock = datasets.load("kr-housing-vacancy", "stock", region=home)  # 시군구 주택 수
vacancy = datasets.load("kr-housing-vacancy", "vacancy", region=home)  # 시군구 빈집 수
dong = datasets.load("kr-housing-vacancy", "dwellings", region=home)  # 읍면동 주택 수
raw[(raw["year"] == 2020) & raw["code"].str.startswith(home.code)].head(6)

# %% [markdown]
# ## 문제 1. 소계를 걷어 내기 (4점)
# 코드는 글자입니다. `"00"`은 전국, 두 자리는 시도, 다섯 자리는 시군구이고, 끝자리가 0이 아닌 시군구는 일반구입니다(`"31011"` 수원시 장안구의 위는 `"31010"` 수원시).
# **같은 해에 자기 아래의 행이 하나라도 있는 행**이 소계입니다. 소계를 뺀 표를 돌려주세요. 크로스워크가 아직 없을 때 쓰는 방법입니다. 예: 31010(수원시)과 31011(장안구)이 같은 해에 있으면 31010을 뺍니다. 다른 해에만 31011이 있으면 남깁니다.
# 길잡이: 어떤 코드의 위는 `"00"`, 앞 두 자리, 앞 네 자리에 `"0"`을 붙인 것 가운데 자기 자신이 아닌 것입니다. 해마다 ‘누군가의 위인 코드’를 모아 보세요.

# %% nbgrader={"grade_id": "q01-totals", "solution": true}
def without_totals(frame):
    """year, code 열이 있는 표에서 소계 행을 뺀 표."""
    ### BEGIN SOLUTION
    keys = list(zip(frame["year"], frame["code"]))
    totals = {(year, above) for year, code in keys for above in ("00", code[:2], code[:4] + "0") if above != code}
    return frame[[key not in totals for key in keys]]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-totals-test", "grade": true, "locked": true, "points": 2}
sample = pd.DataFrame({"year": 2015, "code": ["00", "31", "31010", "31011", "31012", "31030"]})
assert sorted(without_totals(sample)["code"]) == ["31011", "31012", "31030"], "아래 행이 있는 전국·시도·시만 빼야 합니다."
### BEGIN HIDDEN TESTS
only = pd.DataFrame({"year": [2015, 2015, 2020, 2020, 2020], "code": ["31050", "31051", "31050", "31060", "29"]})
assert set(map(tuple, without_totals(only)[["year", "code"]].values)) == {(2015, "31051"), (2020, "31050"), (2020, "31060"), (2020, "29")}, "소계인지는 해마다 따로 보고, 아래 행이 없는 행은 남겨야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q01-totals-test-2", "grade": true, "locked": true, "points": 2}
result = without_totals(raw)
assert result.loc[result["year"] == 2015, "dwellings"].sum() == OFFICIAL[2015], "2015년 합계가 공표값과 같아야 합니다."
### BEGIN HIDDEN TESTS
assert sorted(zip(result["year"], result["code"])) == sorted(zip(keyed["year"], keyed["code"])), "남기고 뺀 행을 해마다 다시 확인하세요."
assert len(without_totals(raw[raw["code"].str.len() < 5])) == 17 * 3, "시군구가 없는 표에서는 시도가 소계가 아닙니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 2020년 코드를 붙이되, 잃지 않기 (3점)
# 소계를 뺀 표에 크로스워크의 `adm2_basic`(2020년 기초 시군구)을 (연도, 코드)로 붙이세요. 행의 수는 그대로여야 합니다.
# 크로스워크에 없는 코드가 하나라도 있으면 조용히 버리지 말고 그 코드를 글에 넣어 `ValueError`를 냅니다. 크로스워크에 같은 (연도, 코드)가 두 번 있어도 `ValueError`입니다(pandas의 `MergeError`도 `ValueError`의 하나입니다).

# %% nbgrader={"grade_id": "q02-attach", "solution": true}
def attach(frame, crosswalk):
    """frame에 adm2_basic 열을 붙인 표."""
    ### BEGIN SOLUTION
    found = frame.merge(crosswalk, on=["year", "code"], how="left", validate="many_to_one")
    lost = found.loc[found["adm2_basic"].isna(), "code"]
    if len(lost):
        raise ValueError(f"크로스워크에 없는 코드: {sorted(set(lost))}")
    return found
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-attach-test", "grade": true, "locked": true, "points": 3}
old = pd.DataFrame({"year": [2010, 2010, 2020], "code": ["33310", "23030", "21310"], "dwellings": [10, 20, 30]})
assert list(attach(old, crosswalk).sort_values("dwellings")["adm2_basic"]) == ["33040", "23090", "21310"], "연도와 코드로 함께 이었는지 보세요."
assert "99990" in refused(attach, old.assign(code=["33310", "99990", "21310"]), crosswalk), "크로스워크에 없는 코드를 ValueError의 글로 알려야 합니다."
### BEGIN HIDDEN TESTS
assert "23030" in refused(attach, old.tail(2).assign(year=2020), crosswalk), "2010년의 코드가 2020년에도 있다고 여기면 안 됩니다."
assert refused(attach, old, pd.concat([crosswalk, crosswalk[crosswalk["code"] == "23030"]])), "크로스워크에 같은 짝이 두 번 있으면 멈춰야 합니다."
assert len(attach(pd.concat([old, old]), crosswalk)) == 6, "표의 같은 코드(사본)는 여기서 빼지 않습니다. 행의 수가 그대로여야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 사본은 빼고 조각은 더하기 (4점)
# 첫머리의 `keyed`는 문제 2까지 마친 표입니다. 2020년에는 옛 코드와 새 코드의 두 벌이 있고, 부천처럼 여러 조각이 한 시가 된 곳도 있습니다.
# `year`, `adm2_basic`, 그리고 값이 모두 같은 행은 사본으로 보고 하나만 남긴 뒤, 연도와 기초 시군구마다 더하세요.

# %% nbgrader={"grade_id": "q03-collapse", "solution": true}
def collapse(keyed):
    """year, adm2_basic, dwellings 열이 있는 표. (연도, 기초 시군구)마다 한 행."""
    ### BEGIN SOLUTION
    unique = keyed.drop_duplicates(["year", "adm2_basic", "dwellings"])
    return unique.groupby(["year", "adm2_basic"], as_index=False)["dwellings"].sum()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-collapse-test", "grade": true, "locked": true, "points": 4}
pieces = pd.DataFrame({"year": 2020, "code": ["21310", "21510", "31051", "31052"], "dwellings": [7, 7, 2, 3]})
pieces["adm2_basic"] = ["21310", "21310", "31050", "31050"]
assert dict(collapse(pieces)[["adm2_basic", "dwellings"]].values) == {"21310": 7, "31050": 5}, "코드가 다른 사본은 한 번만, 값이 다른 조각은 더해야 합니다."
### BEGIN HIDDEN TESTS
got = collapse(pd.concat([pieces, pieces.assign(year=2025), pieces.assign(adm2_basic="11010").head(1)])).set_index(["year", "adm2_basic"])["dwellings"]
assert got.to_dict() == {(2020, "11010"): 7, (2020, "21310"): 7, (2020, "31050"): 5, (2025, "21310"): 7, (2025, "31050"): 5}, "다른 해나 다른 지역의 같은 값은 사본이 아닙니다."
assert (collapse(keyed[keyed["adm1"] == home.code]).set_index(["adm2_basic", "year"])["dwellings"] - dong.groupby(["adm2_basic", "year"])["dwellings"].sum()).eq(0).all(), "우리 지역의 값을 해마다 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 이름은 같아도 뜻이 다른 열 (4점)
# 시군구 표 `stock`의 `dwellings`는 `vacant_included`가 거짓인 해에는 빈집을 뺀 수, 참인 해에는 넣은 수입니다. 그대로 이으면 2020년에 집이 갑자기 늘어난 듯이 보입니다.
# 모든 해를 **사람이 사는 집**(`occupied`)으로 맞추세요. 빈집 수는 `vacancy`의 `vacant`에 있습니다. 빼야 하는데 빈집 수를 모르면 `occupied`도 빈칸입니다. 돌려줄 열은 `adm2_basic`, `year`, `occupied`이고 행의 수는 `stock`과 같습니다.

# %% nbgrader={"grade_id": "q04-occupied", "solution": true}
def occupied(stock, vacancy):
    """모든 해의 사람이 사는 집."""
    ### BEGIN SOLUTION
    both = stock.merge(vacancy[["adm2_basic", "year", "vacant"]], on=["adm2_basic", "year"], how="left")
    both["occupied"] = both["dwellings"].where(~both["vacant_included"], both["dwellings"] - both["vacant"])
    return both[["adm2_basic", "year", "occupied"]]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-occupied-test", "grade": true, "locked": true, "points": 4}
small = pd.DataFrame({"adm2_basic": "21010", "year": [2010, 2015, 2020, 2025], "dwellings": [80, 90, 110, 120]})
small["vacant_included"] = [False, False, True, True]
few = pd.DataFrame({"adm2_basic": ["21020", "21010", "21010"], "year": [2020, 2015, 2020], "vacant": [30, 5, 12]})
lived = occupied(small, few).set_index("year")["occupied"]
assert lived[[2010, 2015, 2020]].tolist() == [80, 90, 98], "빈집을 넣은 해에서만 빈집을 빼야 합니다."
### BEGIN HIDDEN TESTS
assert lived.isna().to_dict() == {2010: False, 2015: False, 2020: False, 2025: True}, "빈집 수를 모르는 해는 0을 뺀 값이 아니라 빈칸이어야 합니다."
swapped = occupied(small.assign(vacant_included=~small["vacant_included"]), few.assign(vacant=[7, 4, 9])).set_index("year")["occupied"]
assert swapped[[2015, 2020]].tolist() == [86, 110], "해가 아니라 vacant_included를 보고 빼야 합니다."
assert (occupied(stock, vacancy).set_index(["adm2_basic", "year"])["occupied"] - raw_tables.joined(home).set_index(["adm2_basic", "year"])["occupied"].dropna()).eq(0).all(), "우리 지역의 세 해를 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 여러 표를 빠짐없이 잇기 (4점)
# 키는 (`year`, `adm2_basic`)입니다. 받은 표를 모두 이어, **어느 한 표에라도 있는 키는 모두** 남기세요. 한 표에 없는 값은 빈칸(NA)으로 둡니다.
# 한 표 안에 같은 키가 두 번 있으면 `ValueError`(`MergeError`도 됩니다)를 냅니다. 표는 두 개일 수도 네 개일 수도 있고, 값의 열 이름은 서로 다릅니다.

# %% nbgrader={"grade_id": "q05-join", "solution": true}
def join_all(tables):
    """표의 목록을 (year, adm2_basic)로 이은 표 하나."""
    ### BEGIN SOLUTION
    joined, *rest = tables
    for table in rest:
        joined = joined.merge(table, on=["year", "adm2_basic"], how="outer", validate="one_to_one")
    return joined
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-join-test", "grade": true, "locked": true, "points": 4}
a = pd.DataFrame({"year": [2010, 2015], "adm2_basic": "21010", "homes": [80, 90]})
b = pd.DataFrame({"year": [2015, 2025], "adm2_basic": "21010", "people": [200, 180]})
two = join_all([a, b]).set_index("year")
assert two["people"].isna().to_dict() == {2010: True, 2015: False, 2025: False}, "한쪽에만 있는 해도 남기고, 없는 값은 빈칸으로 둡니다."
### BEGIN HIDDEN TESTS
c = pd.DataFrame({"year": [2015, 2015], "adm2_basic": ["21010", "21020"], "vacant": [5, 6]})
three = join_all([a, b, c]).set_index(["year", "adm2_basic"]).sort_index()
assert three.fillna(0)[["homes", "people", "vacant"]].values.tolist() == [[80, 0, 0], [90, 200, 5], [0, 0, 6], [0, 180, 0]], "표가 세 개일 때와 시군구가 둘일 때를 보세요."
for tables in ([a, b, pd.concat([c, c])], [pd.concat([a, a]), b], [c, b, pd.concat([a, a])]):
    assert refused(join_all, tables), "같은 키가 두 번 있는 표를 받으면 멈춰야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q06-given", "locked": true}
# 문제 1~5를 마친 우리 지역의 표입니다. dwellings는 빈집을 넣은 수입니다. 2015년의 occupied + vacant는 이와 조금 다른데, 원천의 두 표가 그렇습니다.
table = raw_tables.joined(home)
names = datasets.load("kr-regions", "basic", region=home).set_index("adm2_basic")["name"]
nation = datasets.load("kr-housing-vacancy", "vacancy").groupby("year")[["vacant", "dwellings"]].sum()
nation_rise = (nation["vacant"] / nation["dwellings"] * 100).diff()[2020]
published = raw[raw["code"] == home.code].set_index("year")["dwellings"]  # 우리 시도의 공표값(그해의 경계)
print(f"전국 빈집 비율은 2015년에서 2020년 사이 {nation_rise:.2f}%포인트 올랐습니다.")
table.head(8)

# %% [markdown]
# ## 문제 6. 감춘 칸이 있는 합계 (3점)
# 읍면동 표의 빈칸은 0~4호라서 감춘 값입니다. 한 열을 기초 시군구마다 더할 때의 최솟값 `low`와 최댓값 `high`를 구하세요.
# 돌려줄 것은 `adm2_basic`이 인덱스이고 열이 `low`, `high`인 표입니다. 예: 값이 12, 빈칸, 빈칸이면 12와 20입니다.

# %% nbgrader={"grade_id": "q06-bounds", "solution": true}
def bounds(dong, column):
    """기초 시군구마다 column의 합이 있을 수 있는 범위."""
    ### BEGIN SOLUTION
    cells = dong.groupby(dong["adm2_basic"])[column]
    return pd.DataFrame({"low": cells.sum(), "high": cells.sum() + 4 * (cells.size() - cells.count())})
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-bounds-test", "grade": true, "locked": true, "points": 3}
cells = pd.DataFrame({"adm2_basic": ["21010"] * 3 + ["21020"] * 2, "row_house": [12, None, None, 6, 6]})
assert bounds(cells, "row_house").loc["21010", ["low", "high"]].tolist() == [12, 20], "빈칸 하나마다 0에서 4까지입니다."
### BEGIN HIDDEN TESTS
assert bounds(cells.iloc[::-1], "row_house")[["low", "high"]].sort_index().values.tolist() == [[12, 20], [12, 12]], "빈칸이 없으면 두 값이 같습니다."
cells["apartment"] = [None, None, 30, None, None]
assert bounds(cells, "apartment")[["low", "high"]].sort_index().values.tolist() == [[30, 38], [0, 8]], "모두 빈칸인 시군구도 범위가 있고, column을 따라야 합니다."
both = bounds(dong[dong["year"] == 2020], "multiplex").join(stock[stock["year"] == 2020].set_index("adm2_basic"))
assert both["multiplex"].between(both["low"], both["high"]).sum() == dong["adm2_basic"].nunique(), "시군구 공표값이 범위 안에 들어야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 2025년 읍면동 가운데 같은 곳 찾기 (4점)
# 2025년의 여덟 자리 코드가 2020년의 어느 일곱 자리 코드와 같은 곳인지 돌려주세요. 같은 곳이 없으면 `None`입니다.
# 마지막 자리가 0이고, 앞 일곱 자리가 2020년 목록 `known`(코드의 set)에 있어야 같은 곳입니다.
# 군은 셋째 자리가 5 이상이며, 여기서 2를 빼야 2020년 코드가 됩니다. 뺀 다음에 `known`과 견줍니다. 예: `"21510330"` → `"2131033"`, `"21120561"` → `None`

# %% nbgrader={"grade_id": "q07-dong", "solution": true}
def dong_2020(code, known):
    """2025년 읍면동 코드와 같은 곳의 2020년 코드, 없으면 None."""
    ### BEGIN SOLUTION
    old = code[:2] + str(int(code[2]) - 2) + code[3:7] if code[2] >= "5" else code[:7]
    return old if code[7] == "0" and old in known else None
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-dong-test", "grade": true, "locked": true, "points": 4}
known = set(datasets.load("kr-regions", "dong")["adm3"])
assert [dong_2020(code, known) for code in ("21510330", "21120561")] == ["2131033", None], "군의 셋째 자리를 되돌렸는지, 마지막 자리를 보았는지 확인하세요."
### BEGIN HIDDEN TESTS
assert [dong_2020("21120560", {code}) for code in ("2112056", "2112057")] == ["2112056", None], "known에 있는 코드만 같은 곳입니다."
for place in {home.name, "전라남도"}:
    for code, same in datasets.load("kr-population-dong", region=place, year=2025)[["adm3", "adm3_2020"]].values:
        assert dong_2020(code, known) == (same if isinstance(same, str) else None), "자치구와 군의 읍면동을 골고루 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 8. 점검표 (4점)
# `table`의 한 열을 연도별로 더해 공표값과 견주는 점검표를 만드세요. 인덱스는 `year`이고 열은 `ours`, `official`, `difference`(우리 값 - 공표값), `verdict`입니다.
# `verdict`는 차이가 0이면 `"일치"`, 아니면 `"불일치"`, 그 해의 공표값이 없으면 `"대조 못 함"`입니다. 값이 하나도 없는 해의 `ours`는 0이 아니라 빈칸이고 `"대조 못 함"`입니다.

# %% nbgrader={"grade_id": "q08-check", "solution": true}
def check_report(table, column, official):
    """official: 연도가 인덱스인 공표값. table에 있는 해를 모두 담은 점검표."""
    ### BEGIN SOLUTION
    report = pd.DataFrame({"ours": table.groupby("year")[column].sum(min_count=1)})
    report["official"] = official.reindex(report.index)
    report["difference"] = report["ours"] - report["official"]
    report["verdict"] = report["difference"].map(lambda gap: "대조 못 함" if pd.isna(gap) else "불일치" if gap else "일치")
    return report
    ### END SOLUTION

# %% nbgrader={"grade_id": "q08-check-test", "grade": true, "locked": true, "points": 4}
report = check_report(pd.DataFrame({"year": [2015, 2015, 2020], "homes": [3, 4, 9]}), "homes", pd.Series({2015: 7, 2020: 10}))
assert report[["difference", "verdict"]].T.to_dict("list") == {2015: [0, "일치"], 2020: [-1, "불일치"]}, "우리 값에서 공표값을 빼세요."
print(check_report(table, "dwellings", published))
### BEGIN HIDDEN TESTS
report = check_report(table, "dwellings", published.drop(2015))
assert [report["verdict"][2010], report["verdict"][2015], pd.isna(report["ours"][2010])] == ["대조 못 함", "대조 못 함", True], "공표값이나 우리 값이 없는 해는 대조하지 못합니다."
assert report["difference"][2025] == dong.loc[dong["year"] == 2025, "dwellings"].sum() - published[2025], "차이는 우리 값에서 공표값을 뺀 것입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 9. 먼저 볼 곳 (4점)
# 빈집 비율(`vacant` / `dwellings` × 100)이 2015~2020년에 `nation_rise`보다 **많이** 올랐고, 인구가 2015~2025년에 **줄어든** 시군구를 찾으세요.
# 비율이 많이 오른 차례로 `adm2_basic`의 목록(list)을 돌려줍니다. 값이 없어 판단할 수 없는 곳은 넣지 않고, 해당하는 곳이 없으면 빈 목록입니다.

# %% nbgrader={"grade_id": "q09-first", "solution": true}
def first_look(table, nation_rise):
    """먼저 볼 시군구의 목록."""
    ### BEGIN SOLUTION
    wide = table.assign(rate=table["vacant"] / table["dwellings"] * 100).pivot(index="adm2_basic", columns="year")
    rise = wide["rate"][2020] - wide["rate"][2015]
    shrank = wide["population"][2025] < wide["population"][2015]
    return list(rise[shrank & (rise > nation_rise)].sort_values(ascending=False).index)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q09-first-test", "grade": true, "locked": true, "points": 4}
def case(code, vacant_2015, vacant_2020, people_2025):
    known = {"vacant": [vacant_2015, vacant_2020, None], "population": [500, 450, people_2025]}
    return pd.DataFrame({"adm2_basic": code, "year": [2015, 2020, 2025], "dwellings": [100, 200, 200], **known})
cases = pd.concat([case("a", 5, 20, 400), case("b", 5, 40, 400), case("c", 5, 60, 600)])
assert first_look(cases, 2) == ["b", "a"], "비율이 더 오른 곳이 앞에 오고, 인구가 는 곳은 빠집니다."
print("먼저 볼 곳:", [names[code] for code in first_look(table, nation_rise)])
### BEGIN HIDDEN TESTS
assert [first_look(cases, limit) for limit in (4.99, 5, 90)] == [["b", "a"], ["b"], []], "전국과 똑같이 오른 곳은 넣지 않고, 없으면 빈 목록입니다."
assert first_look(pd.concat([cases, case("d", None, 90, 400), case("e", 5, 90, 500), case("f", 5, 90, None)]), 2) == ["b", "a"], "값이 없는 곳과 인구가 그대로인 곳은 넣지 않습니다."
facts = table.pivot(index="adm2_basic", columns="year")
expected = {code for code, row in facts.iterrows() if row["vacant", 2020] / row["dwellings", 2020] - row["vacant", 2015] / row["dwellings", 2015] > nation_rise / 100 and row["population", 2025] < row["population", 2015]}
assert set(first_look(table, nation_rise)) == expected, "우리 지역의 목록을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 10. 센터에 보내는 글 (6점, 강사가 채점합니다)
# 통계를 모르는 담당자가 읽고 결정할 수 있게 여덟 문장 안팎으로 쓰세요.
# 1. **발견**: 먼저 볼 곳(없거나 시군구가 한 곳뿐이면 전국과 견준 결과)을 수로 말합니다. 연도와 경계를 밝힙니다.
# 2. **믿음과 한계**: 점검표의 결과, 남은 차이의 까닭, 이 자료의 빈집이 무엇을 뜻하는지 적습니다.
# 3. **권고**: 무엇을 먼저 하고, 결정 전에 현장에서 무엇을 확인할지 적습니다.

# %% [markdown] nbgrader={"grade_id": "q10-memo", "grade": true, "solution": true, "points": 6}
# 본보기와 수준별 기준은 instructor.md에 있습니다.
