# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# 문제 1. 자주 보는 잘못: CP949를 먼저 시험하기, BOM 남기기, 오류 덮기, EUC-KR만 읽기.

# %% right q01-read-text 인코딩을 차례로 시험함
def read_text(raw):
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
    raise ValueError("알 수 없는 인코딩")

# %% right q01-read-text BOM을 먼저 가려냄
def read_text(raw):
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    try:
        return str(raw, "utf-8")
    except ValueError:
        return str(raw, "ms949")

# %% wrong q01-read-text BOM을 남김
def read_text(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp949")

# %% wrong q01-read-text CP949를 먼저 시험함
def read_text(raw):
    try:
        return raw.decode("cp949")
    except UnicodeDecodeError:
        return raw.decode("utf-8-sig")

# %% wrong q01-read-text 옛 EUC-KR로 읽음
def read_text(raw):
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("euc-kr")

# %% wrong q01-read-text 읽지 못하는 글자를 버림
def read_text(raw):
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp949", errors="ignore")

# %% [markdown]
# 문제 2. 줄 수를 세어 읽으면 다른 파일에서 틀린다.

# %% right q02-read-table 판다스로 모두 글자로 읽고 거름
def read_table(text, names):
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("시도코드"))
    body = "\n".join(lines[start + 1:])
    table = pd.read_csv(io.StringIO(body), header=None, names=names, dtype=str, keep_default_na=False)
    table = table.apply(lambda cells: cells.str.strip())
    return table[table[names[0]].str.fullmatch(r"\d+")].reset_index(drop=True)

# %% wrong q02-read-table 머리글이 넷째 줄에 있다고 정해 둠
def read_table(text, names):
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))][5:]
    return pd.DataFrame([row for row in rows if row and row[0].isdigit()], columns=names)

# %% wrong q02-read-table 머리글을 찾지 않고 숫자로 시작하는 줄만 모음
def read_table(text, names):
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    return pd.DataFrame([row[:len(names)] for row in rows if row and row[0].isdigit()], columns=names)

# %% wrong q02-read-table 판다스가 자료형을 짐작하게 둠
def read_table(text, names):
    rows = list(csv.reader(io.StringIO(text)))
    start = next(i for i, row in enumerate(rows) if row and row[0] == "시도코드")
    body = [",".join(f'"{cell.strip()}"' for cell in row) for row in rows[start:] if row and row[0].isdigit()]
    return pd.read_csv(io.StringIO("\n".join(body)), header=None, names=names)

# %% wrong q02-read-table 칸 앞뒤의 빈칸을 남김
def read_table(text, names):
    rows = list(csv.reader(io.StringIO(text)))
    start = next(i for i, row in enumerate(rows) if row and row[0] == "시도코드")
    return pd.DataFrame([row for row in rows[start:] if row and row[0].isdigit()], columns=names)

# %% [markdown]
# 문제 3. 시군구 이름은 버릴 줄(소계)에 있다.

# %% right q03-dong-rows 한 줄씩 이름을 들고 내려감
def dong_rows(table):
    kept, name = [], ""
    for row in table.to_dict("records"):
        name = row["시군구"] or name
        if row["읍면동코드"]:
            adm3 = f"{int(row['시도코드']):02d}{int(row['시군구코드']):03d}{row['읍면동코드']}"
            kept.append(row | {"시군구": name, "adm3": adm3})
    return pd.DataFrame(kept)

# %% right q03-dong-rows 판다스의 ffill과 str.cat을 씀
def dong_rows(table):
    table = table.copy()
    table["시군구"] = table["시군구"].replace("", pd.NA).ffill()
    table = table.query("읍면동코드 != ''")
    table["adm3"] = table["시도코드"].str.cat([table["시군구코드"].str.rjust(3, "0"), table["읍면동코드"]])
    return table

# %% wrong q03-dong-rows 이름이 소계인 줄만 버림
def dong_rows(table):
    filled = table.assign(시군구=table["시군구"].replace("", None).ffill())
    filled["adm3"] = table["시도코드"] + table["시군구코드"].str.zfill(3) + table["읍면동코드"]
    return filled[table["읍면동"] != "소계"]

# %% wrong q03-dong-rows 이름으로 합계와 소계를 버림
def dong_rows(table):
    filled = table.assign(시군구=table["시군구"].replace("", None).ffill())
    filled["adm3"] = table["시도코드"] + table["시군구코드"].str.zfill(3) + table["읍면동코드"]
    return filled[~table["읍면동"].isin(["합계", "소계"])]

# %% wrong q03-dong-rows 소계를 버린 다음에 이름을 채움
def dong_rows(table):
    rows = table[table["읍면동코드"] != ""]
    code = rows["시도코드"] + rows["시군구코드"].str.zfill(3) + rows["읍면동코드"]
    return rows.assign(adm3=code, 시군구=rows["시군구"].replace("", None).ffill())

# %% wrong q03-dong-rows 사라진 0을 채우지 않음
def dong_rows(table):
    filled = table.assign(시군구=table["시군구"].replace("", None).ffill())
    filled["adm3"] = table["시도코드"] + table["시군구코드"] + table["읍면동코드"]
    return filled[table["읍면동코드"] != ""]

# %% [markdown]
# 문제 4. 0과 결측, 음수 부호와 줄표.

# %% right q04-to-number 칸마다 판단함
def to_number(cells):
    def one(cell):
        cell = cell.strip().replace(",", "")
        if cell == "-":
            return 0.0
        return float("nan") if cell in ("", "X") else float(cell)
    return cells.map(one)

# %% wrong q04-to-number 줄표를 결측으로 읽음
def to_number(cells):
    cells = cells.str.replace(",", "").str.strip()
    return pd.to_numeric(cells.mask(cells.isin(["-", "X", ""])))

# %% wrong q04-to-number 가린 값을 0으로 채움
def to_number(cells):
    cells = cells.str.replace(",", "").str.strip()
    return pd.to_numeric(cells.replace({"-": "0", "X": "0", "": "0"}))

# %% wrong q04-to-number 모르는 글자를 조용히 결측으로 만듦
def to_number(cells):
    return pd.to_numeric(cells.str.replace(",", "").str.strip().replace("-", "0"), errors="coerce")

# %% wrong q04-to-number 음수의 부호까지 0으로 바꿈
def to_number(cells):
    cells = cells.str.replace(",", "").str.strip()
    return pd.to_numeric(cells.str.replace("-", "0").mask(cells.isin(["X", ""])))

# %% [markdown]
# 문제 5. 가린 칸의 폭과, 통째로 빠진 시군구.

# %% right q05-off-balance 시군구를 하나씩 셈함
def off_balance(parts, published):
    bad = []
    for name, total in published.items():
        values = parts.loc[parts["시군구"] == name, "값"]
        low = values.sum()
        high = values.fillna(4).sum()
        if not low <= total <= high:
            bad.append(name)
    return sorted(bad)

# %% wrong q05-off-balance 가린 칸을 0으로 보고 꼭 같아야 한다고 함
def off_balance(parts, published):
    known = parts.groupby("시군구")["값"].sum().reindex(published.index, fill_value=0)
    return sorted(published.index[published != known])

# %% wrong q05-off-balance 한 줄도 없는 시군구를 놓침
def off_balance(parts, published):
    known = parts.groupby("시군구")["값"].agg(["sum", "size", "count"])
    gap = published - known["sum"]
    room = (known["size"] - known["count"]) * 4
    return sorted(gap[(gap < 0) | (gap > room.reindex(gap.index))].index)

# %% wrong q05-off-balance 모자란 쪽만 봄
def off_balance(parts, published):
    values = parts.groupby("시군구")["값"].agg(["sum", "size", "count"]).reindex(published.index, fill_value=0)
    gap = published - values["sum"]
    return sorted(gap[gap > (values["size"] - values["count"]) * 4].index)

# %% wrong q05-off-balance 시군구마다 4까지만 봐줌
def off_balance(parts, published):
    known = parts.groupby("시군구")["값"].sum().reindex(published.index, fill_value=0)
    gap = published - known
    return sorted(gap[(gap < 0) | (gap > 4)].index)

# %% [markdown]
# 문제 6. 결측의 처리, 경계값, 순서.

# %% right q06-candidates 차례로 거르고 nlargest로 고름
def candidates(clean, n):
    table = clean.sort_values("adm3").copy()
    table["비아파트"] = table["주택_계"] - table["주택_아파트"].where(table["주택_아파트"].notna(), 4)
    table["비율"] = 100 * table["비아파트"] / table["주택_계"]
    return table.loc[table["비아파트"] * 100 >= table["주택_계"] * 80].nlargest(n, "비아파트")

# %% wrong q06-candidates 결측인 곳을 버림
def candidates(clean, n):
    found = clean.assign(비아파트=clean["주택_계"] - clean["주택_아파트"])
    found["비율"] = found["비아파트"] / found["주택_계"] * 100
    return found[found["비율"] >= 80].sort_values(["비아파트", "adm3"], ascending=[False, True]).head(n)

# %% wrong q06-candidates 결측을 0호로 봄
def candidates(clean, n):
    found = clean.assign(비아파트=clean["주택_계"] - clean["주택_아파트"].fillna(0))
    found["비율"] = found["비아파트"] / found["주택_계"] * 100
    return found[found["비율"] >= 80].sort_values(["비아파트", "adm3"], ascending=[False, True]).head(n)

# %% wrong q06-candidates 수가 아니라 비율로 줄 세움
def candidates(clean, n):
    found = clean.assign(비아파트=clean["주택_계"] - clean["주택_아파트"].fillna(4))
    found["비율"] = found["비아파트"] / found["주택_계"] * 100
    return found[found["비율"] >= 80].sort_values(["비율", "adm3"], ascending=[False, True]).head(n)

# %% wrong q06-candidates 비율을 먼저 반올림함
def candidates(clean, n):
    found = clean.assign(비아파트=clean["주택_계"] - clean["주택_아파트"].fillna(4))
    found["비율"] = (found["비아파트"] / found["주택_계"] * 100).round()
    return found[found["비율"] >= 80].sort_values(["비아파트", "adm3"], ascending=[False, True]).head(n)

# %% [markdown]
# 문제 7. 바이트와 글자, 코드의 자료형.

# %% right q07-resource 판다스로 열 이름을 읽음
def resource(path):
    names = pd.read_csv(path, encoding="utf-8-sig", nrows=0).columns
    content = open(path, "rb").read()
    return {
        "name": path.name.removesuffix(".csv"), "path": path.name, "encoding": "utf-8-sig",
        "bytes": path.stat().st_size, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [{"name": n, "type": ("string", "integer")[n.startswith("주택_")]} for n in names],
            "missingValues": [""],
        },
    }

# %% wrong q07-resource 파일 크기를 글자 수로 셈
def resource(path):
    text = path.read_text(encoding="utf-8-sig")
    fields = [{"name": n, "type": "integer" if n.startswith("주택_") else "string"} for n in text.splitlines()[0].split(",")]
    facts = {"name": path.stem, "path": path.name, "encoding": "utf-8-sig", "bytes": len(text)}
    facts["hash"] = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    return {**facts, "schema": {"fields": fields, "missingValues": [""]}}

# %% wrong q07-resource 글자를 다시 바꾸어 해시를 셈
def resource(path):
    text = path.read_text(encoding="utf-8-sig")
    fields = [{"name": n, "type": "integer" if n.startswith("주택_") else "string"} for n in text.splitlines()[0].split(",")]
    facts = {"name": path.stem, "path": path.name, "encoding": "utf-8-sig", "bytes": path.stat().st_size}
    facts["hash"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return {**facts, "schema": {"fields": fields, "missingValues": [""]}}

# %% wrong q07-resource 코드를 정수로 적음
def resource(path):
    data = path.read_bytes()
    header = data.decode("utf-8-sig").splitlines()[0].split(",")
    fields = [{"name": n, "type": "string" if n in ("시군구", "읍면동") else "integer"} for n in header]
    facts = {"name": path.stem, "path": path.name, "encoding": "utf-8-sig", "bytes": len(data)}
    return {**facts, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "schema": {"fields": fields, "missingValues": [""]}}

# %% wrong q07-resource 열 이름에 BOM을 남김
def resource(path):
    data = path.read_bytes()
    header = data.decode("utf-8").splitlines()[0].split(",")
    fields = [{"name": n, "type": "integer" if n.startswith("주택_") else "string"} for n in header]
    facts = {"name": path.stem, "path": path.name, "encoding": "utf-8-sig", "bytes": len(data)}
    return {**facts, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "schema": {"fields": fields, "missingValues": [""]}}
