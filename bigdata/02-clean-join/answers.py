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
# 문제마다 다른 길로 간 정답과, 수업에서 실제로 나올 만한 오답입니다. 배포하지 않습니다.

# %% right q01-totals 해마다 접두어로 아래 행을 찾음
def without_totals(frame):
    keep = []
    for year, code in zip(frame["year"], frame["code"]):
        others = set(frame.loc[frame["year"] == year, "code"]) - {code}
        if code == "00":
            below = others
        elif len(code) == 2:
            below = {c for c in others if c.startswith(code)}
        else:
            below = {c for c in others if code.endswith("0") and c[:4] == code[:4]}
        keep.append(not below)
    return frame[keep]

# %% right q01-totals merge로 상위 코드를 찾아 뺌
import pandas as pd
def without_totals(frame):
    above = pd.concat([
        frame.assign(above="00")[frame["code"] != "00"],
        frame.assign(above=frame["code"].str[:2])[frame["code"].str.len() == 5],
        frame.assign(above=frame["code"].str[:4] + "0")[(frame["code"].str.len() == 5) & ~frame["code"].str.endswith("0")],
    ])[["year", "above"]].drop_duplicates().rename(columns={"above": "code"})
    marked = frame.merge(above, on=["year", "code"], how="left", indicator=True)
    return marked[marked["_merge"] == "left_only"].drop(columns="_merge")

# %% wrong q01-totals 전국과 시도만 빼고 일반구를 둔 시는 남김
def without_totals(frame):
    return frame[frame["code"].str.len() == 5]

# %% wrong q01-totals 해를 가리지 않고 아래 행을 찾음
def without_totals(frame):
    codes = set(frame["code"])
    totals = {above for code in codes for above in ("00", code[:2], code[:4] + "0") if above != code}
    return frame[~frame["code"].isin(totals)]

# %% wrong q01-totals 다섯 자리에서 끝자리가 0인 행을 모두 뺌
def without_totals(frame):
    return frame[(frame["code"].str.len() == 5) & ~frame["code"].str.endswith("0")]

# %% right q02-attach 사전으로 짝을 찾음
def attach(frame, crosswalk):
    keys = list(zip(crosswalk["year"], crosswalk["code"]))
    if len(set(keys)) < len(keys):
        raise ValueError("크로스워크에 같은 짝이 두 번 있습니다.")
    pairs = dict(zip(keys, crosswalk["adm2_basic"]))
    wanted = list(zip(frame["year"], frame["code"]))
    for key in wanted:
        if key not in pairs:
            raise ValueError(f"짝이 없습니다: {key}")
    return frame.assign(adm2_basic=[pairs[key] for key in wanted])

# %% wrong q02-attach 짝이 없는 행을 조용히 버림
def attach(frame, crosswalk):
    return frame.merge(crosswalk, on=["year", "code"], validate="many_to_one")

# %% wrong q02-attach 연도를 빼고 코드로만 이음
def attach(frame, crosswalk):
    found = frame.merge(crosswalk.drop_duplicates("code").drop(columns="year"), on="code", how="left")
    if found["adm2_basic"].isna().any():
        raise ValueError(f"짝이 없습니다: {found.loc[found['adm2_basic'].isna(), 'code'].tolist()}")
    return found

# %% wrong q02-attach 크로스워크의 중복을 확인하지 않음
def attach(frame, crosswalk):
    found = frame.merge(crosswalk, on=["year", "code"], how="left")
    if found["adm2_basic"].isna().any():
        raise ValueError(f"짝이 없습니다: {found.loc[found['adm2_basic'].isna(), 'code'].tolist()}")
    return found

# %% right q03-collapse 값의 집합을 더함
def collapse(keyed):
    sums = keyed.groupby(["year", "adm2_basic"])["dwellings"].agg(lambda values: sum(set(values)))
    return sums.reset_index()

# %% wrong q03-collapse 사본을 빼지 않고 더함
def collapse(keyed):
    return keyed.groupby(["year", "adm2_basic"], as_index=False)["dwellings"].sum()

# %% wrong q03-collapse 똑같은 행만 빼서 코드가 다른 사본이 남음
def collapse(keyed):
    return keyed.drop_duplicates().groupby(["year", "adm2_basic"], as_index=False)["dwellings"].sum()

# %% wrong q03-collapse 조각도 사본으로 보고 하나만 남김
def collapse(keyed):
    return keyed.drop_duplicates(["year", "adm2_basic"])[["year", "adm2_basic", "dwellings"]]

# %% wrong q03-collapse 연도를 빼고 사본을 찾음
def collapse(keyed):
    unique = keyed.drop_duplicates(["adm2_basic", "dwellings"])
    return unique.groupby(["year", "adm2_basic"], as_index=False)["dwellings"].sum()

# %% right q04-occupied 인덱스를 맞추어 뺌
def occupied(stock, vacancy):
    key = ["adm2_basic", "year"]
    homes = stock.set_index(key)
    vacant = vacancy.set_index(key)["vacant"].reindex(homes.index)
    vacant[~homes["vacant_included"]] = 0
    return (homes["dwellings"] - vacant).rename("occupied").reset_index()

# %% wrong q04-occupied 시군구를 빼고 연도로만 이음
def occupied(stock, vacancy):
    both = stock.merge(vacancy[["year", "vacant"]].drop_duplicates("year"), on="year", how="left")
    both["occupied"] = both["dwellings"].where(~both["vacant_included"], both["dwellings"] - both["vacant"])
    return both[["adm2_basic", "year", "occupied"]]

# %% wrong q04-occupied 빈집을 모르는 해를 0으로 채움
def occupied(stock, vacancy):
    both = stock.merge(vacancy[["adm2_basic", "year", "vacant"]], on=["adm2_basic", "year"], how="left")
    both["occupied"] = both["dwellings"] - both["vacant"].fillna(0) * both["vacant_included"]
    return both[["adm2_basic", "year", "occupied"]]

# %% wrong q04-occupied 빈집이 빠진 해에서도 빈집을 또 뺌
def occupied(stock, vacancy):
    both = stock.merge(vacancy[["adm2_basic", "year", "vacant"]], on=["adm2_basic", "year"], how="left")
    both["occupied"] = both["dwellings"] - both["vacant"].where(both["vacant"].notna() | both["vacant_included"], 0)
    return both[["adm2_basic", "year", "occupied"]]

# %% wrong q04-occupied 뜻을 맞추지 않고 그대로 씀
def occupied(stock, vacancy):
    both = stock.merge(vacancy[["adm2_basic", "year", "vacant"]], on=["adm2_basic", "year"], how="left")
    return both.rename(columns={"dwellings": "occupied"})[["adm2_basic", "year", "occupied"]]

# %% right q05-join 인덱스로 옆에 붙임
import pandas as pd
def join_all(tables):
    indexed = [table.set_index(["year", "adm2_basic"]) for table in tables]
    if not all(table.index.is_unique for table in indexed):
        raise ValueError("같은 키가 두 번 있습니다.")
    return pd.concat(indexed, axis=1).reset_index()

# %% wrong q05-join 모든 표에 있는 키만 남김
def join_all(tables):
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table, on=["year", "adm2_basic"], validate="one_to_one")
    return joined

# %% wrong q05-join 첫 표를 기준으로 이음
def join_all(tables):
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table, on=["year", "adm2_basic"], how="left", validate="one_to_one")
    return joined

# %% wrong q05-join 빈칸을 0으로 채움
def join_all(tables):
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table, on=["year", "adm2_basic"], how="outer", validate="one_to_one")
    return joined.fillna(0)

# %% wrong q05-join 겹친 키를 확인하지 않음
def join_all(tables):
    joined = tables[0]
    for table in tables[1:]:
        joined = joined.merge(table, on=["year", "adm2_basic"], how="outer")
    return joined

# %% right q06-bounds 0과 4로 채워 두 번 더함
import pandas as pd
def bounds(dong, column):
    filled = dong.assign(low=dong[column].fillna(0), high=dong[column].fillna(4))
    return filled.groupby("adm2_basic")[["low", "high"]].sum()

# %% wrong q06-bounds 빈칸을 0으로 보고 두 값을 같게 함
import pandas as pd
def bounds(dong, column):
    total = dong.groupby("adm2_basic")[column].sum()
    return pd.DataFrame({"low": total, "high": total})

# %% wrong q06-bounds 빈칸을 1에서 4로 봄
import pandas as pd
def bounds(dong, column):
    filled = dong.assign(low=dong[column].fillna(1), high=dong[column].fillna(4))
    return filled.groupby("adm2_basic")[["low", "high"]].sum()

# %% wrong q06-bounds 5 미만을 5까지로 봄
import pandas as pd
def bounds(dong, column):
    filled = dong.assign(low=dong[column].fillna(0), high=dong[column].fillna(5))
    return filled.groupby("adm2_basic")[["low", "high"]].sum()

# %% right q07-dong 목록을 새 코드로 바꾸어 찾음
def dong_2020(code, known):
    new = {(c[:2] + str(int(c[2]) + 2) + c[3:] if c[2] >= "3" else c) + "0": c for c in known}
    return new.get(code)

# %% wrong q07-dong 마지막 자리를 보지 않고 일곱 자리로 자름
def dong_2020(code, known):
    old = code[:2] + str(int(code[2]) - 2) + code[3:7] if code[2] >= "5" else code[:7]
    return old if old in known else None

# %% wrong q07-dong 군의 코드를 되돌리지 않음
def dong_2020(code, known):
    return code[:7] if code[7] == "0" and code[:7] in known else None

# %% wrong q07-dong 셋째 자리가 5인 군만 되돌림
def dong_2020(code, known):
    old = code[:2] + "3" + code[3:7] if code[2] == "5" else code[:7]
    return old if code[7] == "0" and old in known else None

# %% wrong q07-dong 2020년 목록에 있는지 보지 않음
def dong_2020(code, known):
    old = code[:2] + str(int(code[2]) - 2) + code[3:7] if code[2] >= "5" else code[:7]
    return old if known and code[7] == "0" else None

# %% right q08-check 해마다 한 줄씩 만듦
import pandas as pd
def check_report(table, column, official):
    rows = []
    for year, part in table.groupby("year"):
        ours = part[column].sum() if part[column].notna().any() else float("nan")
        given = official.get(year, float("nan"))
        known = pd.notna(ours) and pd.notna(given)
        verdict = ("일치" if ours == given else "불일치") if known else "대조 못 함"
        rows.append({"year": year, "ours": ours, "official": given, "difference": ours - given, "verdict": verdict})
    return pd.DataFrame(rows).set_index("year")

# %% right q08-check 정수로 더하고 나중에 판정함
import numpy as np
import pandas as pd
def check_report(table, column, official):
    ours = table.dropna(subset=column).groupby("year")[column].sum().astype(int)
    report = pd.DataFrame(index=pd.Index(sorted(set(table["year"]), reverse=True), name="year"))
    report = report.join(ours.rename("ours")).join(official.rename("official"))
    report["difference"] = report["ours"] - report["official"]
    report["verdict"] = np.where(report["difference"].isna(), "대조 못 함", np.where(report["difference"] == 0, "일치", "불일치"))
    return report

# %% wrong q08-check 빈 해를 0으로 더함
import pandas as pd
def check_report(table, column, official):
    report = pd.DataFrame({"ours": table.groupby("year")[column].sum()})
    report["official"] = official.reindex(report.index)
    report["difference"] = report["ours"] - report["official"]
    report["verdict"] = report["difference"].map(lambda gap: "대조 못 함" if pd.isna(gap) else "불일치" if gap else "일치")
    return report

# %% wrong q08-check 공표값이 없는 해를 불일치로 적음
import pandas as pd
def check_report(table, column, official):
    report = pd.DataFrame({"ours": table.groupby("year")[column].sum(min_count=1)})
    report["official"] = official.reindex(report.index)
    report["difference"] = report["ours"] - report["official"]
    report["verdict"] = report["difference"].map(lambda gap: "일치" if gap == 0 else "불일치")
    return report

# %% wrong q08-check 공표값에서 우리 값을 뺌
import pandas as pd
def check_report(table, column, official):
    report = pd.DataFrame({"ours": table.groupby("year")[column].sum(min_count=1)})
    report["official"] = official.reindex(report.index)
    report["difference"] = report["official"] - report["ours"]
    report["verdict"] = report["difference"].map(lambda gap: "대조 못 함" if pd.isna(gap) else "불일치" if gap else "일치")
    return report

# %% wrong q08-check 공표값이 있는 해만 남김
import pandas as pd
def check_report(table, column, official):
    report = pd.DataFrame({"ours": table.groupby("year")[column].sum(min_count=1), "official": official}).dropna()
    report["difference"] = report["ours"] - report["official"]
    report["verdict"] = report["difference"].map(lambda gap: "불일치" if gap else "일치")
    return report

# %% right q09-first 시군구를 하나씩 판단함
def first_look(table, nation_rise):
    found = []
    for code, rows in table.set_index("year").groupby("adm2_basic"):
        rate = 100 * rows["vacant"] / rows["dwellings"]
        if rate[2020] - rate[2015] > nation_rise and rows["population"][2025] - rows["population"][2015] < 0:
            found.append((rate[2015] - rate[2020], code))
    return [code for _, code in sorted(found)]

# %% wrong q09-first 빈집 비율이 아니라 빈집 수가 는 곳을 찾음
def first_look(table, nation_rise):
    wide = table.pivot(index="adm2_basic", columns="year")
    rise = (wide["vacant"][2020] / wide["vacant"][2015] - 1) * 100
    shrank = wide["population"][2025] < wide["population"][2015]
    return list(rise[shrank & (rise > nation_rise)].sort_values(ascending=False).index)

# %% wrong q09-first 적게 오른 곳부터 늘어놓음
def first_look(table, nation_rise):
    wide = table.assign(rate=table["vacant"] / table["dwellings"] * 100).pivot(index="adm2_basic", columns="year")
    rise = wide["rate"][2020] - wide["rate"][2015]
    shrank = wide["population"][2025] < wide["population"][2015]
    return list(rise[shrank & (rise > nation_rise)].sort_values().index)

# %% wrong q09-first 인구가 줄었는지 2020년까지만 봄
def first_look(table, nation_rise):
    wide = table.assign(rate=table["vacant"] / table["dwellings"] * 100).pivot(index="adm2_basic", columns="year")
    rise = wide["rate"][2020] - wide["rate"][2015]
    shrank = wide["population"][2020] < wide["population"][2015]
    return list(rise[shrank & (rise > nation_rise)].sort_values(ascending=False).index)

# %% wrong q09-first 빈칸을 0으로 채워 판단할 수 없는 곳까지 넣음
def first_look(table, nation_rise):
    wide = table.assign(rate=table["vacant"] / table["dwellings"] * 100).pivot(index="adm2_basic", columns="year").fillna(0)
    rise = wide["rate"][2020] - wide["rate"][2015]
    shrank = wide["population"][2025] < wide["population"][2015]
    return list(rise[shrank & (rise > nation_rise)].sort_values(ascending=False).index)
