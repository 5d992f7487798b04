# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제마다 다른 길로 간 정답과, 지도를 처음 만드는 훈련생이 실제로 쓸 만한 오답입니다. 배포하지 않습니다.

# %% right q01-join 코드를 인덱스로 두고 이음
def join_homes(areas, homes):
    return areas.join(homes.set_index("adm3")[["dwellings", "detached"]], on="adm3")

# %% right q01-join 사전에서 하나씩 찾아 넣음
def join_homes(areas, homes):
    table = areas.copy()
    for column in ["dwellings", "detached"]:
        table[column] = table["adm3"].map(dict(zip(homes["adm3"], homes[column])))
    return table

# %% wrong q01-join 가구 표를 왼쪽에 둠
def join_homes(areas, homes):
    return homes[["adm3", "dwellings", "detached"]].merge(areas, on="adm3", how="right")

# %% wrong q01-join 자료가 없는 곳이 사라짐
def join_homes(areas, homes):
    return areas.merge(homes[["adm3", "dwellings", "detached"]], on="adm3")

# %% wrong q01-join 이름으로 이음
def join_homes(areas, homes):
    return areas.merge(homes[["dong", "dwellings", "detached"]], on="dong", how="left")

# %% wrong q01-join 열을 고르지 않아 dong이 두 개가 됨
def join_homes(areas, homes):
    return areas.merge(homes, on="adm3", how="left")

# %% wrong q01-join 빈칸을 0으로 채움
def join_homes(areas, homes):
    table = areas.merge(homes[["adm3", "dwellings", "detached"]], on="adm3", how="left")
    return table.fillna({"dwellings": 0, "detached": 0})

# %% right q02-rates assign으로 붙임
def add_rates(rows):
    return rows.assign(share=100 * rows["detached"] / rows["dwellings"], per_km2=rows["detached"] / rows["area_km2"])

# %% wrong q02-rates 퍼센트로 바꾸지 않음
def add_rates(rows):
    rows = rows.copy()
    rows["share"] = rows["detached"] / rows["dwellings"]
    rows["per_km2"] = rows["detached"] / rows["area_km2"]
    return rows

# %% wrong q02-rates 주택의 밀도를 구함
def add_rates(rows):
    rows = rows.copy()
    rows["share"] = rows["detached"] / rows["dwellings"] * 100
    rows["per_km2"] = rows["dwellings"] / rows["area_km2"]
    return rows

# %% wrong q02-rates 빈칸을 0으로 채움
def add_rates(rows):
    rows = rows.fillna({"detached": 0})
    rows["share"] = rows["detached"] / rows["dwellings"] * 100
    rows["per_km2"] = rows["detached"] / rows["area_km2"]
    return rows

# %% wrong q02-rates 반올림함
def add_rates(rows):
    rows = rows.copy()
    rows["share"] = (rows["detached"] / rows["dwellings"] * 100).round(1)
    rows["per_km2"] = (rows["detached"] / rows["area_km2"]).round(1)
    return rows

# %% wrong q02-rates 함수 밖의 표로 셈함
def add_rates(rows):
    rows = rows.copy()
    rows["share"] = ground["detached"] / ground["dwellings"] * 100
    rows["per_km2"] = ground["detached"] / ground["area_km2"]
    return rows

# %% right q03-color 번호로 셈함
def color_of(value, cuts, colors):
    if value is None or value != value:
        return "#d9d9d9"
    number = 0
    while number < len(cuts) - 1 and value > cuts[number]:
        number = number + 1
    return colors[number]

# %% right q03-color 거꾸로 칠해 내려옴
def color_of(value, cuts, colors):
    if pd.isna(value):
        return "#d9d9d9"
    color = colors[-1]
    for upper, name in list(zip(cuts, colors))[::-1]:
        if value <= upper:
            color = name
    return color

# %% wrong q03-color 같은 값을 다음 단계로 보냄
def color_of(value, cuts, colors):
    if pd.isna(value):
        return "#d9d9d9"
    for upper, color in zip(cuts, colors):
        if value < upper:
            return color
    return colors[-1]

# %% wrong q03-color None만 모르는 값으로 봄
# - if pd.isna(value)
# + if value is None

# %% wrong q03-color 가장 큰 값의 색을 돌려주지 않음
def color_of(value, cuts, colors):
    if pd.isna(value):
        return "#d9d9d9"
    for upper, color in zip(cuts, colors):
        if value <= upper:
            return color

# %% wrong q03-color 단계를 셋으로 못박음
def color_of(value, cuts, colors):
    if pd.isna(value):
        return "#d9d9d9"
    if value <= cuts[0]:
        return colors[0]
    if value <= cuts[1]:
        return colors[1]
    return colors[2]

# %% wrong q03-color 들여쓰기를 잘못해 첫 단계에서 끝남
# - return colors
# +     return colors

# %% right q04-distance 점마다 하나씩 잼
def km_from(rows, code):
    meters = rows.to_crs("EPSG:5179")
    spots = meters.geometry.representative_point()
    here = spots[meters["adm3"].eq(code)].tolist()[0]
    return pd.Series([here.distance(spot) / 1000 for spot in spots], index=rows.index)

# %% right q04-distance 점을 먼저 얻고 좌표계를 바꿈
def km_from(rows, code):
    points = rows.representative_point().to_crs(5179)
    return points.distance(points[rows["adm3"] == code].iloc[0]) / 1000

# %% right q04-distance 피타고라스 정리
def km_from(rows, code):
    spots = rows.to_crs(5179).representative_point()
    start = list(rows["adm3"]).index(code)
    return ((spots.x - spots.x.iloc[start]) ** 2 + (spots.y - spots.y.iloc[start]) ** 2) ** 0.5 / 1000

# %% wrong q04-distance 도로 잼
def km_from(rows, code):
    points = rows.representative_point()
    return points.distance(points[rows["adm3"] == code].iloc[0]) / 1000

# %% wrong q04-distance 미터로 돌려줌
def km_from(rows, code):
    points = rows.to_crs(5179).representative_point()
    return points.distance(points[rows["adm3"] == code].iloc[0])

# %% wrong q04-distance 늘 첫째 동네에서 잼
def km_from(rows, code):
    points = rows.to_crs(5179).representative_point()
    return points.distance(points.iloc[0]) / 1000

# %% wrong q04-distance 도에 111을 곱함
def km_from(rows, code):
    points = rows.to_crs(4326).representative_point()
    return points.distance(points[rows["adm3"] == code].iloc[0]) * 111

# %% wrong q04-distance 점이 아니라 경계 사이의 거리를 잼
def km_from(rows, code):
    shapes = rows.to_crs(5179).geometry
    return shapes.distance(shapes[rows["adm3"] == code].iloc[0]) / 1000

# %% right q05-reach for로 하나씩 더함
def reach(rows, code, km):
    total = 0
    for distance, count in zip(apart(rows, code), rows["detached"]):
        if distance <= km and not pd.isna(count):
            total = total + count
    return total

# %% wrong q05-reach 같은 거리를 뺌
def reach(rows, code, km):
    return rows.loc[apart(rows, code) < km, "detached"].sum()

# %% wrong q05-reach 자기 자신을 뺌
def reach(rows, code, km):
    distance = apart(rows, code)
    return rows.loc[(distance > 0) & (distance <= km), "detached"].sum()

# %% wrong q05-reach 주택을 모두 더함
def reach(rows, code, km):
    return rows.loc[apart(rows, code) <= km, "dwellings"].sum()

# %% wrong q05-reach 거리를 못박음
def reach(rows, code, km):
    return rows.loc[apart(rows, code) <= 5, "detached"].sum()

# %% wrong q05-reach 모르는 곳이 있으면 답도 모르게 됨
def reach(rows, code, km):
    return sum(rows.loc[apart(rows, code) <= km, "detached"])

# %% right q06-bubble format으로 씀
def bubble(place, detached, share):
    if detached != detached:
        return place + ": 자료 없음"
    return "{}: 단독주택 {:,.0f}호({:.1f}%)".format(place, detached, share)

# %% wrong q06-bubble 모르는 곳을 nan으로 씀
def bubble(place, detached, share):
    return f"{place}: 단독주택 {detached:,.0f}호({share:.1f}%)"

# %% wrong q06-bubble 소수점이 붙음
def bubble(place, detached, share):
    if pd.isna(detached):
        return f"{place}: 자료 없음"
    return f"{place}: 단독주택 {detached:,}호({share:.1f}%)"

# %% wrong q06-bubble 비율을 round로만 줄임
def bubble(place, detached, share):
    if pd.isna(detached):
        return f"{place}: 자료 없음"
    return f"{place}: 단독주택 {round(detached)}호({round(share, 1)}%)"

# %% right q07-map 사전으로 하나씩 얹음
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    biggest = max(spots["detached"])
    for _, spot in spots.iterrows():
        radius = (spot["detached"] / biggest * 256) ** 0.5
        drawn.add_child(folium.CircleMarker(location=[spot["lat"], spot["lon"]], radius=radius, tooltip=folium.Tooltip(spot["text"])))
    return drawn

# %% right q07-map 층으로 묶어 얹음
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    layer = folium.FeatureGroup("단독주택")
    for lat, lon, count, text in zip(spots["lat"], spots["lon"], spots["detached"], spots["text"]):
        mark = folium.CircleMarker((lat, lon), radius=16 * (count / spots["detached"].max()) ** 0.5)
        folium.Tooltip(text).add_to(mark)
        mark.add_to(layer)
    layer.add_to(drawn)
    return drawn

# %% wrong q07-map 경도를 먼저 씀
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    for row in spots.itertuples():
        radius = 16 * (row.detached / spots["detached"].max()) ** 0.5
        folium.CircleMarker([row.lon, row.lat], radius=radius, tooltip=row.text).add_to(drawn)
    return drawn

# %% wrong q07-map 반지름을 수에 비례하게 함
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    for row in spots.itertuples():
        radius = 16 * row.detached / spots["detached"].max()
        folium.CircleMarker([row.lat, row.lon], radius=radius, tooltip=row.text).add_to(drawn)
    return drawn

# %% wrong q07-map 말풍선을 빠뜨림
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    for row in spots.itertuples():
        radius = 16 * (row.detached / spots["detached"].max()) ** 0.5
        folium.CircleMarker([row.lat, row.lon], radius=radius).add_to(drawn)
    return drawn

# %% wrong q07-map 첫 동그라미에서 돌려줌
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    for row in spots.itertuples():
        radius = 16 * (row.detached / spots["detached"].max()) ** 0.5
        folium.CircleMarker([row.lat, row.lon], radius=radius, tooltip=row.text).add_to(drawn)
        return drawn

# %% wrong q07-map 지도에 얹지 않음
def problem_map(rows, spots, title):
    drawn = maps.choropleth(rows, "share", name="place", unit="%", title=title)
    for row in spots.itertuples():
        folium.CircleMarker([row.lat, row.lon], radius=16, tooltip=row.text)
    return drawn
