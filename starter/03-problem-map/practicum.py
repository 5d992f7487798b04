# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 공구 도서관을 열 자리를 지도로 고릅니다
# > 우리 지역의 청년 사회적기업이 **공구 도서관**을 준비합니다. 드릴과 사다리처럼 어쩌다 한 번 쓰는 공구를 책처럼 빌려 주고, 고치는 법도 알려 주는 가게입니다.
# > 아파트와 달리 **단독주택**에 사는 사람은 집을 스스로 손보아야 합니다. 그래서 단독주택이 모여 있는 곳에 열려고 합니다.
# > 센터 회의에서 함께 볼 **움직이는 지도**와, 어디에 왜 열어야 하는지 적은 글을 보내 주세요. — 지역 지원센터 청년 담당
#
# **넘겨줄 것** 지도를 만드는 함수(문제 1~7)와 자리를 권하는 글(문제 8). 모두 33점입니다.
#
# **푸는 법**
# - `# 여기에 코드를 작성하세요`와 `raise NotImplementedError()` 두 줄을 **지우고** 그 자리에 씁니다. 마지막에는 `return`으로 돌려줍니다.
# - 답 셀을 실행한 다음 바로 아래 확인 셀을 실행하세요. 아무 오류가 없으면 보이는 확인을 통과한 것입니다.
# - 채점은 다른 지역의 자료와 작은 표로 한 번 더 합니다. 받은 값으로 셈하고, 우리 지역의 이름이나 수를 직접 적지 마세요.
# - 앞 문제를 풀지 못해도 다음 문제를 풀 수 있습니다. 막히면 넘어갔다가 돌아오세요.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import folium
import geopandas as gpd
import pandas as pd
from shapely.geometry import box
from curriculum import datasets, maps, regions

def load_areas(place):  # 한 시도의 읍면동 경계
    return datasets.load("kr-boundaries-2020", "adm3", region=place)[["adm3", "sigungu", "dong", "area_km2", "geometry"]]

def load_homes(place):  # 한 시도의 2020년 읍면동 주택 수
    return datasets.load("kr-housing-vacancy", "dwellings", region=place, year=2020)[["adm3", "dong", "dwellings", "detached"]]

def circles(drawn):  # 지도에 얹힌 동그라미: [위도, 경도], 반지름, 말풍선 글
    found, left = [], [drawn]
    while left:
        part = left.pop(0)
        left += part._children.values()
        if isinstance(part, folium.CircleMarker):
            words = " ".join(str(getattr(child, "text", "")) for child in part._children.values())
            found.append((list(part.location), part.options.get("radius", 0), words))
    return sorted(found, key=lambda mark: sum(mark[0]))

def try_it(function):  # 함수를 불러 보고, 아직 답하지 않은 문제라면 알려 줍니다
    try:
        return function()
    except NotImplementedError:
        print("아직 답하지 않은 문제가 있습니다. 위로 올라가 답을 쓴 다음 다시 실행하세요.")

OTHER = "제주" if regions.region(REGION).short == "울산" else "울산"  # 채점에 함께 쓰는 다른 지역
areas, homes = load_areas(REGION), load_homes(REGION)
areas_other, homes_other = load_areas(OTHER), load_homes(OTHER)
homes.head()

# %% [markdown]
# `dwellings`는 주택, `detached`는 그 가운데 단독주택의 수(호)입니다. 빈칸은 0~4호라서 **알려 주지 않은 곳**입니다.
# ## 문제 1. 경계와 주택 잇기 (표, 3점)
# 경계 표 `areas`에 주택 표 `homes`의 `dwellings`, `detached` 열을 읍면동 코드로 이어 돌려주세요.
# 지도를 그릴 수 있는 표(GeoDataFrame)여야 하고, **경계는 하나도 사라지거나 늘어나지 않아야** 합니다. `dong` 열이 두 개가 되지 않게 `homes`에서는 필요한 열만 고릅니다.

# %% nbgrader={"grade_id": "q01-join", "solution": true}
def join_homes(areas, homes):
    """areas에 dwellings, detached 열을 이은 GeoDataFrame."""
    ### BEGIN SOLUTION
    return areas.merge(homes[["adm3", "dwellings", "detached"]], on="adm3", how="left")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-join-test", "grade": true, "locked": true, "points": 3}
shapes = gpd.GeoDataFrame({"adm3": ["2101", "2102", "2103"], "dong": ["가동", "나동", "가동"]}, geometry=[box(n, 0, n + 1, 1) for n in range(3)], crs=5179)
counts = pd.DataFrame({"adm3": ["2103", "2101"], "dong": ["가동", "가동"], "dwellings": [300, 100], "detached": [60, 10]})
joined = join_homes(shapes, counts)
assert isinstance(joined, gpd.GeoDataFrame), "모양을 아는 표를 돌려주어야 합니다. return을 썼는지, 경계 표에 이었는지 보세요."
assert sorted(joined["adm3"]) == ["2101", "2102", "2103"], "경계가 세 곳이니 세 줄이어야 합니다. how를 보세요."
assert "dong" in joined, "dong 열이 겹쳐 이름이 바뀌었습니다. homes에서 필요한 열만 고르세요."
### BEGIN HIDDEN TESTS
found = joined.set_index("adm3")
assert found["detached"]["2101"] == 10 and found["dwellings"]["2103"] == 300 and found["dwellings"]["2101"] == 100, "이름이 아니라 코드(adm3)로 이었는지 보세요."
assert pd.isna(found["detached"]["2102"]), "자료가 없는 곳은 0이 아니라 빈칸이어야 합니다."
full = join_homes(areas_other, homes_other.iloc[1:])
assert len(full) == len(areas_other) and full["dwellings"].count() == len(homes_other) - 1, "다른 지역의 경계와 표를 넣어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-given", "locked": true}
def linked(rows, counts):  # 문제 1까지 마친 표
    rows = rows.join(counts.set_index("adm3")[["dwellings", "detached"]], on="adm3")
    rows["place"] = rows["sigungu"] + " " + rows["dong"]
    return rows

ground, ground_other = linked(areas, homes), linked(areas_other, homes_other)
print(f"읍면동 {len(ground)}곳, 단독주택 {ground['detached'].sum():,.0f}호, 알려 주지 않은 곳 {ground['detached'].isna().sum()}곳")

# %% [markdown]
# ## 문제 2. 비율과 밀도 (새 열, 4점)
# 표에 새 열 두 개를 붙여 돌려주세요. 반올림하지 않고, 빈칸은 빈칸으로 둡니다.
# 1. `share`: 주택 가운데 단독주택의 비율(%)
# 2. `per_km2`: 1km²에 있는 단독주택의 수(호)

# %% nbgrader={"grade_id": "q02-rates", "solution": true}
def add_rates(rows):
    """share, per_km2 열을 붙인 표."""
    rows = rows.copy()
    ### BEGIN SOLUTION
    rows["share"] = rows["detached"] / rows["dwellings"] * 100
    rows["per_km2"] = rows["detached"] / rows["area_km2"]
    return rows
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-rates-test", "grade": true, "locked": true, "points": 2}
village = pd.DataFrame({"dong": ["가", "나", "다"], "area_km2": [0.5, 20.0, 4.0], "dwellings": [800, 250, 100], "detached": [200, 200, None]})
assert "share" in add_rates(village), "share라는 이름의 열이 없습니다. 따옴표 안의 철자와 마지막 줄의 return rows를 보세요."
assert abs(add_rates(village)["share"][:2] - [25, 80]).max() < 1e-6, "단독주택을 주택으로 나누고 100을 곱했는지 보세요."
### BEGIN HIDDEN TESTS
assert pd.isna(add_rates(village)["share"][2]), "알려 주지 않은 곳은 0이 아니라 빈칸이어야 합니다."
assert abs(add_rates(ground_other)["share"] / 100 * ground_other["dwellings"] - ground_other["detached"]).max() < 1e-6, "다른 지역의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-rates-test-2", "grade": true, "locked": true, "points": 2}
assert "per_km2" in add_rates(village), "per_km2라는 이름의 열이 없습니다. 따옴표 안의 철자를 보세요."
assert abs(add_rates(village)["per_km2"][:2] - [400, 10]).max() < 1e-6, "주택이 아니라 단독주택을 넓이로 나누었는지 보세요."
### BEGIN HIDDEN TESTS
assert pd.isna(add_rates(village)["per_km2"][2]), "알려 주지 않은 곳은 0이 아니라 빈칸이어야 합니다."
assert abs(add_rates(ground_other)["per_km2"] * ground_other["area_km2"] - ground_other["detached"]).max() < 1e-6, "다른 지역의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q03-given", "locked": true}
formula = "share = 100 * detached / dwellings\nper_km2 = detached / area_km2"
ready, ready_other = ground.eval(formula), ground_other.eval(formula)  # 문제 2까지 마친 표. 아래는 수, 비율, 밀도가 높은 다섯 곳입니다
print(pd.DataFrame({column: list(ready.sort_values(column, ascending=False)["place"].head(5)) for column in ("detached", "share", "per_km2")}))

# %% [markdown]
# ## 문제 3. 값에 색 주기 (if와 for, 3점)
# `cuts`는 작은 것부터 놓은 단계의 **위 끝**이고, `colors`는 단계의 색입니다. `cuts`와 `colors`의 길이는 같습니다. `value`가 드는 단계의 색을 돌려주세요. 위 끝과 같은 값은 그 단계에 듭니다.
# - 모르는 값이면 회색 `"#d9d9d9"`를 돌려줍니다. `pd.isna(value)`가 알려 줍니다.
# - 마지막 위 끝보다 큰 값이면 **마지막 색**을 돌려줍니다.
#
# 예: `color_of(25, [20, 30, 50], ["연두", "초록", "남색"])` → `"초록"`

# %% nbgrader={"grade_id": "q03-color", "solution": true}
def color_of(value, cuts, colors):
    """value가 드는 단계의 색."""
    ### BEGIN SOLUTION
    if pd.isna(value):
        return "#d9d9d9"
    for upper, color in zip(cuts, colors):
        if value <= upper:
            return color
    return colors[-1]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-color-test", "grade": true, "locked": true, "points": 3}
palette = ["연두", "초록", "남색"]
assert color_of(25, [20, 30, 50], palette) == "초록", "작은 단계부터 하나씩 견주어, 처음으로 value <= upper인 색을 돌려주었는지 보세요."
assert color_of(None, [20, 30, 50], palette) == "#d9d9d9", "모르는 값을 가장 먼저 확인하세요."
### BEGIN HIDDEN TESTS
assert color_of(20, [20, 30, 50], palette) == "연두" and color_of(30, [20, 30, 50], palette) == "초록", "위 끝과 같은 값은 그 단계에 듭니다."
assert color_of(float("nan"), [1, 2], ["흰색", "검정"]) == "#d9d9d9", "표의 빈칸(NaN)도 모르는 값입니다."
assert color_of(51, [20, 30, 50], palette) == "남색", "마지막 위 끝보다 큰 값을 넣어 보세요."
assert color_of(0, [1, 2], ["흰색", "검정"]) == "흰색" and color_of(2.5, [0, 1, 2, 3], list("가나다라")) == "라", "단계의 수나 색이 달라져도 맞아야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 몇 km 떨어져 있나? (거리, 4점)
# 읍면동 `code`의 점에서 표 `rows`에 있는 모든 읍면동의 점까지의 거리(km)를 열(Series) 하나로 돌려주세요. **미터를 쓰는 좌표계** `5179`로 바꾼 다음 `representative_point()`로 점을 얻어 잽니다. 반올림하지 않습니다. 줄의 차례는 `rows`와 같습니다.

# %% nbgrader={"grade_id": "q04-distance", "solution": true}
def km_from(rows, code):
    """읍면동 code에서 모든 읍면동까지의 거리(km)."""
    ### BEGIN SOLUTION
    points = rows.to_crs(5179).representative_point()
    here = points[rows["adm3"] == code].iloc[0]
    return points.distance(here) / 1000
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-distance-test", "grade": true, "locked": true, "points": 4}
tiles = gpd.GeoDataFrame({"adm3": ["9", "8", "7"]}, geometry=[box(10**6 + n, 10**6, 10**6 + n + 100, 10**6 + 100) for n in (0, 3000, 12500)], crs=5179)
assert len(km_from(tiles, "9")) == 3, "return을 썼는지, 모든 읍면동까지의 거리인지 보세요."
assert abs(km_from(tiles, "9") - [0, 3, 12.5]).max() < 1e-6, "미터를 km로 바꾸었는지 보세요."
### BEGIN HIDDEN TESTS
assert abs(km_from(tiles, "8") - [3, 0, 9.5]).max() < 1e-6, "code가 달라지면 출발점도 달라져야 합니다."
measured = km_from(ready_other, ready_other["adm3"].iloc[3])
ways = ready_other.to_crs(5179).representative_point(), ready_other.representative_point().to_crs(5179)  # 점을 먼저 얻어도 맞습니다
off = [abs(list(measured) - ((at.x - at.x.iloc[3]) ** 2 + (at.y - at.y.iloc[3]) ** 2) ** 0.5 / 1000).max() for at in ways]
assert min(off) < 0.001, "경위도로 적힌 다른 지역의 경계를 넣어 보세요. 좌표계를 5179로 바꾸어 거리를 쟀나요?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-given", "locked": true}
def apart(rows, code):  # 문제 4를 마친 함수
    spots = rows.to_crs(5179).representative_point()
    return spots.distance(spots[list(rows["adm3"]).index(code)]) / 1000

# %% [markdown]
# ## 문제 5. 몇 호에 닿나? (고르기와 더하기, 3점)
# 읍면동 `code`에서 `km` **이내**(같은 거리도 듭니다)에 있는 읍면동들의 `detached`를 더한 수를 돌려주세요. 자기 자신도 듭니다. 거리는 위에 준비된 `apart(rows, code)`를 쓰면 됩니다. 모르는 곳은 빼고 더합니다.

# %% nbgrader={"grade_id": "q05-reach", "solution": true}
def reach(rows, code, km):
    """code에서 km 이내에 있는 단독주택의 수."""
    ### BEGIN SOLUTION
    near = apart(rows, code) <= km
    return rows.loc[near, "detached"].sum()
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-reach-test", "grade": true, "locked": true, "points": 3}
tiles = tiles.assign(detached=[100.0, 20.0, 3.0], dwellings=[500, 50, 5])
assert reach(tiles, "9", 5) == 120, "5km 안에는 자기 자신과 3km 떨어진 곳이 있습니다. 단독주택을 더했는지 보세요."
### BEGIN HIDDEN TESTS
assert reach(tiles, "9", 3) == 120 and reach(tiles, "8", 9.4) == 120 and reach(tiles, "7", 9.5) == 23, "'이내'에는 같은 거리도 듭니다. km를 직접 적지 않았는지도 보세요."
assert reach(tiles.assign(detached=[100.0, None, 3.0]), "9", 5) == 100, "모르는 곳은 빼고 더해야 합니다."
assert abs(reach(ready_other, ready_other["adm3"].iloc[0], 9999) - ready_other["detached"].sum()) < 1e-6, "다른 지역의 표를 넣어 보세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 말풍선에 넣을 글 (글자와 if, 3점)
# 동네 이름 `place`, 단독주택 수 `detached`, 비율 `share`로 다음 모양의 글자를 돌려주세요. 띄어쓰기와 괄호까지 같아야 합니다.
# 단독주택 수를 모르면 `"동구 가동: 자료 없음"`처럼 씁니다.
# 예: `bubble("동구 가동", 1234.0, 38.27)` → `"동구 가동: 단독주택 1,234호(38.3%)"`

# %% nbgrader={"grade_id": "q06-bubble", "solution": true}
def bubble(place, detached, share):
    """동네의 말풍선 글."""
    ### BEGIN SOLUTION
    if pd.isna(detached):
        return f"{place}: 자료 없음"
    return f"{place}: 단독주택 {detached:,.0f}호({share:.1f}%)"
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-bubble-test", "grade": true, "locked": true, "points": 3}
assert bubble("동구 가동", 1234.0, 38.27) == "동구 가동: 단독주택 1,234호(38.3%)", "예의 글자와 한 자씩 견주어 보세요. 쉼표, 띄어쓰기, 괄호, % 기호를 보세요."
### BEGIN HIDDEN TESTS
assert bubble("달빛군 별면", 7, 100) == "달빛군 별면: 단독주택 7호(100.0%)", "다른 동네를 넣어 보세요. 비율의 소수 자리가 사라지지 않았나요?"
assert bubble("서구 나동", float("nan"), float("nan")) == "서구 나동: 자료 없음", "모르는 곳의 글을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 문제 지도 (지도, 6점)
# 바탕 지도 `drawn`은 이미 그려져 있습니다. 표 `spots`의 **줄마다** 동그라미(`folium.CircleMarker`)를 하나씩 얹고 지도를 돌려주세요. `spots`에는 `lat`(위도), `lon`(경도), `detached`(단독주택 수), `text`(말풍선 글) 열이 있습니다.
# 1. 동그라미의 자리는 `[위도, 경도]`입니다. (2점)
# 2. 말풍선(`tooltip`)에는 `text`를 넣습니다. (2점)
# 3. 동그라미의 **넓이**가 `detached`에 비례하게 합니다. 가장 큰 동그라미의 반지름은 16입니다. (2점)

# %% nbgrader={"grade_id": "q07-map", "solution": true}
def problem_map(rows, spots, title):
    """rows를 단독주택 비율로 칠하고 spots마다 동그라미를 얹은 지도."""
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title, source=datasets.attribution("kr-housing-vacancy"))
    ### BEGIN SOLUTION
    for row in spots.itertuples():
        radius = 16 * (row.detached / spots["detached"].max()) ** 0.5
        folium.CircleMarker([row.lat, row.lon], radius=radius, tooltip=row.text).add_to(drawn)
    return drawn
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-map-test", "grade": true, "locked": true, "points": 2}
pins = pd.DataFrame({"lat": [33.4, 35.1, 37.5], "lon": [126.5, 129.0, 127.0], "detached": [100.0, 400.0, 25.0], "text": ["가동", "나동", "다동"]})
made = circles(problem_map(ready.head(3), pins, "시험"))
assert len(made) == 3, "줄마다 동그라미를 하나씩 얹었는지, add_to를 썼는지, return drawn이 있는지 보세요."
assert [place for place, _, _ in made] == [[33.4, 126.5], [35.1, 129.0], [37.5, 127.0]], "folium의 자리는 [위도, 경도] 차례입니다."
### BEGIN HIDDEN TESTS
assert [place for place, _, _ in circles(problem_map(ready.head(3), pins[1:], "시험"))] == [[35.1, 129.0], [37.5, 127.0]], "받은 표(spots)의 줄마다 얹어야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q07-map-test-2", "grade": true, "locked": true, "points": 2}
made = circles(problem_map(ready.head(3), pins, "시험"))
assert ["가동" in made[0][2], "나동" in made[1][2], "다동" in made[2][2]] == [True] * 3, "동그라미마다 제 말풍선이 있는지 보세요. tooltip에 그 줄의 text를 넣습니다."
### BEGIN HIDDEN TESTS
assert "별면" in circles(problem_map(ready.head(3), pins[:1].assign(text="별면"), "시험"))[0][2], "말풍선의 글을 직접 적지 말고 text 열을 쓰세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q07-map-test-3", "grade": true, "locked": true, "points": 2}
radii = [radius for _, radius, _ in circles(problem_map(ready.head(3), pins, "시험"))]
assert abs(max(radii) - 16) < 1e-6, "가장 큰 동그라미의 반지름이 16인지 보세요."
assert abs(radii[0] - 8) < 1e-6, "수가 4분의 1이면 반지름은 2분의 1입니다."
### BEGIN HIDDEN TESTS
radii = [radius for _, radius, _ in circles(problem_map(ready.head(3), pins.assign(detached=[90.0, 10.0, 0.0]), "시험"))]
assert abs(radii[0] - 16) < 1e-6 and abs(radii[1] - 16 / 3) < 1e-6 and abs(radii[2]) < 1e-6, "표가 달라지면 가장 큰 동그라미도 달라져야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q07-show", "locked": true}
def report_map():  # 여러분의 함수로 그린 우리 지역의 지도입니다
    top = ready.sort_values("detached", ascending=False).head(10)
    inside = top.representative_point()
    top = top.assign(lat=inside.y, lon=inside.x, text=[bubble(*one) for one in zip(top["place"], top["detached"], top["share"])])
    print(pd.DataFrame({"3km 안의 단독주택(호)": [reach(ready, code, 3) for code in top["adm3"]]}, index=top["text"]).to_string())
    return problem_map(ready, top, f"{REGION}에서 단독주택이 가장 많은 곳은 {top['place'].iloc[0]}입니다(2020년)")

try_it(report_map)

# %% [markdown]
# ## 문제 8. 자리를 권하는 글 (7점, 강사가 채점합니다)
# 공구 도서관을 여는 청년들이 회의에서 읽고 **첫 자리를 정할 수 있게** 여섯에서 여덟 문장으로 쓰세요.
# 1. **어디인가** 권하는 읍면동 한 곳과 다음 후보 한 곳. 수, 비율, 밀도 가운데 둘 이상을 연도와 함께 적습니다.
# 2. **왜 그곳인가** 둘레에서 닿는 단독주택의 수를 두 곳이 서로 견주고, 지도에서 본 것을 한 가지 넣습니다.
# 3. **무엇을 모르는가** 이 지도로는 알 수 없는 것 한 가지와, 그래서 그곳에 가서 확인할 일 한 가지를 적습니다.

# %% [markdown] nbgrader={"grade_id": "q08-advice", "grade": true, "solution": true, "points": 7}
# 수준별 기준과 본보기는 instructor.md에 있습니다.
