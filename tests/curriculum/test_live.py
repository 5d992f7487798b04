"""Live sources against a local HTTP server.

The server's answers are written after the documented formats of KOSIS OpenAPI, 공공데이터포털 and AirKorea (they are not
recordings: the tests have no internet). The portal's habit of sending XML errors inside HTTP 200 is among them.
"""

import json
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

from curriculum import cli_data
from curriculum.datasets import read_public
from curriculum.errors import DsiError
from curriculum.live import access, airkorea, data_portal, kosis

httpx = pytest.importorskip("httpx")
pytest.importorskip("pykosis")
pytest.importorskip("pydatagokr")

SECRET = "aB3+/sEcReT=="
SERVICE = "https://apis.data.go.kr/1234567/SomeService"


class Portal:
    """A server whose answers a test sets; it remembers what was asked."""

    def __init__(self):
        self.answers, self.asked, self.status = [], [], 200
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = urllib.parse.urlsplit(self.path)
                portal.asked.append((asked.path, dict(urllib.parse.parse_qsl(asked.query))))
                answer = portal.answers[min(len(portal.asked), len(portal.answers)) - 1]
                body = answer if isinstance(answer, bytes) else answer.encode()
                self.send_response(portal.status)
                for name, value in portal.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.headers = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ToLocal(httpx.BaseTransport):
    """Leads the KOSIS client to the local server."""

    def __init__(self, address):
        self.address, self.inner = httpx.URL(address), httpx.HTTPTransport()

    def handle_request(self, request):
        request.url = request.url.copy_with(scheme="http", host=self.address.host, port=self.address.port)
        return self.inner.handle_request(request)


class LocalOpener:
    """Leads the portal client to the local server, with the opener that follows no redirect."""

    def __init__(self, address, opener):
        self.address, self.opener = address, opener

    def open(self, request, timeout):
        parts = urllib.parse.urlsplit(request.full_url)
        moved = urllib.request.Request(
            f"{self.address}{parts.path}?{parts.query}", headers=dict(request.header_items())
        )
        return self.opener.open(moved, timeout=timeout)


@pytest.fixture
def portal(monkeypatch, tmp_path):
    made = Portal()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("KOSIS_API_KEY", SECRET)
    monkeypatch.setenv("DATA_GO_KR_KEY", SECRET)
    monkeypatch.setattr(kosis, "_TRANSPORT", ToLocal(made.address))
    monkeypatch.setattr(data_portal, "_OPENER", LocalOpener(made.address, data_portal._OPENER))
    monkeypatch.setattr("pykosis._transport._RETRY_BACKOFF_SECONDS", 0)
    yield made
    made.close()


def kosis_row(code, name, value, period="2020"):
    return {
        "ORG_ID": "101", "TBL_ID": "DT_1IN1502", "TBL_NM": "인구, 가구 및 주택", "C1": code, "C1_NM": name,
        "C1_OBJ_NM": "행정구역별(읍면동)", "ITM_ID": "T100", "ITM_NM": "총인구", "UNIT_NM": "명", "PRD_SE": "A", "PRD_DE": period,
        "DT": value,
    }  # fmt: skip


KOSIS_ROWS = json.dumps(
    [kosis_row("21010", "중구", "41910"), kosis_row("21020", "서구", "-")], ensure_ascii=False
)


def envelope(rows, total=None, code="00", message="NORMAL SERVICE."):
    body = {
        "items": {"item": rows},
        "numOfRows": 2,
        "pageNo": 1,
        "totalCount": len(rows) if total is None else total,
    }
    return json.dumps({"response": {"header": {"resultCode": code, "resultMsg": message}, "body": body}})


def fault(code, reason, message="SERVICE ERROR"):
    return (
        f"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>{message}</errMsg><returnAuthMsg>{reason}</returnAuthMsg>"
        f"<returnReasonCode>{code}</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>"
    )


# KOSIS


def test_a_kosis_table_comes_as_korean_columns_with_missing_values(portal):
    portal.answers = [KOSIS_ROWS]
    table = kosis.table("101", "DT_1IN1502", start="2020", end="2020")
    assert list(table.columns) == [
        "시점",
        "항목",
        "행정구역별(읍면동)",
        "행정구역별(읍면동) 코드",
        "값",
        "단위",
    ]
    assert table["값"].isna().tolist() == [False, True]
    assert table.attrs["title"] == "인구, 가구 및 주택"
    ((path, asked),) = portal.asked
    assert path == "/openapi/Param/statisticsParameterData.do"
    assert (asked["apiKey"], asked["orgId"], asked["startPrdDe"], asked["objL1"]) == (
        SECRET,
        "101",
        "2020",
        "ALL",
    )


def test_further_classifications_are_asked_and_named(portal):
    row = kosis_row("21010", "중구", "1") | {"C2": "1", "C2_NM": "남자", "C2_OBJ_NM": "성별"}
    portal.answers = [json.dumps([row])]
    table = kosis.table("101", "T", levels=("21010", "ALL"))
    assert table["성별"].tolist() == ["남자"]
    assert (portal.asked[0][1]["objL1"], portal.asked[0][1]["objL2"]) == ("21010", "ALL")


def test_no_data_in_kosis_is_an_empty_table(portal):
    portal.answers = ['{"err":"30","errMsg":"데이터가 존재하지 않습니다."}']
    assert kosis.table("101", "T").empty


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"err":"11","errMsg":"유효하지 않은 인증KEY입니다."}', "KOSIS_API_KEY"),
        ('{"err":"20","errMsg":"필수요청변수값이 누락되었습니다."}', "오류 20"),
        ('{"err":"21","errMsg":"잘못된 요청변수입니다."}', "표 번호"),
        ("<html>점검 중입니다</html>", "KOSIS"),
    ],
)
def test_what_kosis_refuses_is_one_korean_sentence_with_a_remedy(portal, answer, words):
    portal.answers = [answer]
    with pytest.raises(DsiError, match=words) as refused:
        kosis.table("101", "T")
    assert SECRET not in str(refused.value)


def test_an_answer_that_echoes_the_key_does_not_show_it(portal):
    portal.answers = [json.dumps({"err": "21", "errMsg": f"bad url apiKey={SECRET}"})]
    with pytest.raises(DsiError) as refused:
        kosis.table("101", "T")
    assert SECRET not in str(refused.value)
    assert SECRET not in repr(refused.value.__cause__) + repr(refused.value.__context__)


def test_a_broken_server_and_no_network_say_so(portal, monkeypatch):
    portal.answers, portal.status = ["x"], 503
    with pytest.raises(DsiError, match=r"연결하지 못했습니다.*dsi data add"):
        kosis.table("101", "T")
    portal.close()
    with pytest.raises(DsiError, match="연결하지 못했습니다"):
        kosis.table("101", "T")
    with pytest.raises(DsiError, match="연결하지 못했"):
        data_portal.rows(SERVICE, "getList")
    monkeypatch.setattr(portal, "close", lambda: None)


# 공공데이터포털


def test_the_portal_is_read_page_by_page(portal):
    pages = [[{"name": "가"}, {"name": "나"}], [{"name": "다"}]]
    portal.answers = [envelope(page, total=3) for page in pages]
    table = data_portal.rows(SERVICE, "getList", page=2, sido="부산")
    assert table["name"].tolist() == ["가", "나", "다"]
    assert [asked["pageNo"] for _, asked in portal.asked] == ["1", "2"]
    assert portal.asked[0][1] | {"pageNo": "1"} == {
        "serviceKey": SECRET, "numOfRows": "2", "pageNo": "1", "resultType": "json", "sido": "부산",
    }  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        envelope([]),
        envelope([], code="03", message="NODATA_ERROR"),
        '{"response":{"header":{"resultCode":"00","resultMsg":"OK"},"body":{"items":"","totalCount":0}}}',
    ],
)
def test_nothing_found_is_an_empty_table(portal, answer):
    portal.answers = [answer]
    assert data_portal.rows(SERVICE, "getList").empty


def test_one_row_that_comes_as_an_object_is_one_row(portal):
    portal.answers = [
        '{"response":{"header":{"resultCode":"00"},"body":{"items":{"item":{"name":"가"}},"totalCount":1}}}'
    ]
    assert data_portal.rows(SERVICE, "getList")["name"].tolist() == ["가"]


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR", "등록되지 않은 인증키"),
        ("20", "SERVICE_ACCESS_DENIED_ERROR", "활용신청"),
        ("22", "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR", "하루 호출 한도"),
        ("31", "DEADLINE_HAS_EXPIRED_ERROR", "활용 기간"),
        ("32", "UNREGISTERED_IP_ERROR", "IP"),
        ("12", "NO_OPENAPI_SERVICE_ERROR", "없어진 서비스"),
        ("99", "UNKNOWN_ERROR", "UNKNOWN_ERROR"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_xml_error_inside_http_200_is_understood(portal, code, reason, words, form):
    portal.answers = [fault(code, reason)]
    with pytest.raises(DsiError, match=words) as refused:
        data_portal.rows(SERVICE, "getList", form=form)
    assert SECRET not in str(refused.value)
    assert code in str(refused.value)


def test_a_wrong_parameter_is_told_with_the_services_own_message(portal):
    portal.answers = [envelope([], code="10", message="INVALID_REQUEST_PARAMETER_ERROR")]
    with pytest.raises(DsiError, match="INVALID_REQUEST_PARAMETER_ERROR"):
        data_portal.rows(SERVICE, "getList")


@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_an_http_error_is_a_korean_sentence(portal, status):
    portal.answers, portal.status = ["Unauthorized"], status
    with pytest.raises(DsiError, match="공공데이터포털"):
        data_portal.rows(SERVICE, "getList")


def test_a_redirect_is_not_followed_with_the_key(portal):
    portal.answers, portal.status = [""], 302
    portal.headers = {"Location": f"{portal.address}/elsewhere"}
    with pytest.raises(DsiError):
        data_portal.rows(SERVICE, "getList")
    assert [path for path, _ in portal.asked] == ["/1234567/SomeService/getList"]


def test_a_result_cut_off_in_the_middle_is_refused(portal):
    portal.answers = [envelope([{"name": "가"}, {"name": "나"}], total=5), envelope([], total=5)]
    with pytest.raises(DsiError, match="다 받지 못했습니다"):
        data_portal.rows(SERVICE, "getList", page=2)


def test_an_address_without_https_is_refused_before_the_key_leaves(portal):
    with pytest.raises(DsiError, match="https"):
        data_portal.rows(portal.address, "getList")
    assert portal.asked == []


# AirKorea

AIR = """<?xml version="1.0" encoding="UTF-8"?>
<response><header><resultCode>00</resultCode><resultMsg>NORMAL_CODE</resultMsg></header><body><items>
<item><sidoName>부산</sidoName><stationName>광복동</stationName><dataTime>2026-03-01 14:00</dataTime><pm10Value>41</pm10Value>
<pm25Value>18</pm25Value><o3Value>0.031</o3Value><no2Value>0.012</no2Value><coValue>0.4</coValue><so2Value>0.003</so2Value>
<khaiValue>72</khaiValue><pm10Flag/><pm25Flag/></item>
<item><sidoName>부산</sidoName><stationName>초량동</stationName><dataTime>2026-03-01 14:00</dataTime><pm10Value>-</pm10Value>
<pm25Value>-</pm25Value><o3Value>0.030</o3Value><khaiValue>-</khaiValue><pm10Flag>장비점검</pm10Flag><pm25Flag>통신장애</pm25Flag></item>
</items><numOfRows>100</numOfRows><pageNo>1</pageNo><totalCount>2</totalCount></body></response>"""


def test_the_air_now_is_typed_and_says_why_a_value_is_missing(portal):
    portal.answers = [AIR]
    table = airkorea.now("부산광역시")
    assert portal.asked[0][1]["sidoName"] == "부산"
    assert table["adm1"].tolist() == ["21", "21"]
    assert table["PM2.5"].isna().tolist() == [False, True]
    assert table["오존"].tolist() == [0.031, 0.030]
    assert table["사유"].tolist()[1] == "PM10 장비점검, PM2.5 통신장애"
    assert "확정 전" in table.attrs["source"]


def test_a_region_without_stations_is_an_empty_table_with_the_same_columns(portal):
    portal.answers = [AIR.split("<item>")[0] + "</items><totalCount>0</totalCount></body></response>"]
    table = airkorea.now("세종")
    assert table.empty
    assert "PM2.5" in table


# Key, cache, pace


def test_without_a_key_it_says_where_to_get_one_and_asks_nothing(portal, monkeypatch):
    monkeypatch.delenv("KOSIS_API_KEY")
    monkeypatch.setenv("DATA_GO_KR_KEY", " ")
    with pytest.raises(DsiError, match="환경 변수 KOSIS_API_KEY"):
        kosis.table("101", "T")
    with pytest.raises(DsiError, match="환경 변수 DATA_GO_KR_KEY"):
        airkorea.now("부산")
    assert portal.asked == []


def test_a_key_copied_in_its_encoded_form_is_sent_once_encoded(portal, monkeypatch):
    monkeypatch.setenv("DATA_GO_KR_KEY", urllib.parse.quote(SECRET, safe=""))
    portal.answers = [envelope([{"a": "1"}])]
    data_portal.rows(SERVICE, "getList")
    assert portal.asked[0][1]["serviceKey"] == SECRET


def test_a_key_among_the_parameters_is_refused(portal):
    with pytest.raises(DsiError, match="DATA_GO_KR_KEY"):
        data_portal.rows(SERVICE, "getList", serviceKey=SECRET)
    assert portal.asked == []


def test_an_answer_is_kept_on_disk_without_the_key_and_used_again(portal, tmp_path, monkeypatch):
    portal.answers = [KOSIS_ROWS]
    first = kosis.table("101", "T")
    monkeypatch.delenv("KOSIS_API_KEY")
    portal.close()
    monkeypatch.setattr(portal, "close", lambda: None)
    again = kosis.table("101", "T")
    assert again.equals(first)
    assert again.attrs == first.attrs
    assert len(portal.asked) == 1
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    assert len(kept) == 1
    for text in (kept[0].read_text(encoding="utf-8"), kept[0].name):
        assert SECRET not in text
        assert urllib.parse.quote_plus(SECRET) not in text


def test_an_old_or_damaged_answer_is_fetched_again(portal, tmp_path):
    portal.answers = [KOSIS_ROWS]
    kosis.table("101", "T")
    kosis.table("101", "T", max_age=0)
    assert len(portal.asked) == 2
    (kept,) = (file for file in (tmp_path / "cache").rglob("*.json"))
    kept.write_text("{", encoding="utf-8")
    kosis.table("101", "T")
    assert len(portal.asked) == 3


def test_an_error_is_not_kept(portal, tmp_path):
    portal.answers = [fault("22", "LIMITED"), envelope([{"a": "1"}])]
    with pytest.raises(DsiError):
        data_portal.rows(SERVICE, "getList")
    assert len(data_portal.rows(SERVICE, "getList")) == 1


def test_requests_keep_their_distance():
    slept, now = [], [100.0]

    def sleep(seconds):
        slept.append(round(seconds, 3))
        now[0] += seconds

    pace = access.Pace(0.5, lambda: now[0], sleep)
    pace.wait()
    now[0] += 0.2
    pace.wait()
    pace.wait()
    now[0] += 9
    pace.wait()
    assert slept == [0.3, 0.5]


# The command


def test_a_fetched_table_is_a_csv_that_add_understands(portal, tmp_path):
    portal.answers = [KOSIS_ROWS]
    out = tmp_path / "인구.csv"
    words = ["fetch", "kosis", "--org", "101", "--table", "DT_1IN1502", "--out", str(out)]
    done = CliRunner().invoke(cli_data.app, words)
    assert done.exit_code == 0, done.output
    assert "출처: KOSIS" in done.output
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_public(out).table["adm2"].tolist() == ["21010", "21020"]


def test_the_other_two_sources_are_commands_too(portal, tmp_path):
    portal.answers = [AIR]
    out = tmp_path / "대기.csv"
    assert (
        CliRunner().invoke(cli_data.app, ["fetch", "air", "--region", "부산", "--out", str(out)]).exit_code
        == 0
    )
    portal.answers, portal.asked[:] = [envelope([])], []
    words = ["fetch", "portal", SERVICE, "getList", "--param", "sido=부산", "--out", str(tmp_path / "빈.csv")]
    done = CliRunner().invoke(cli_data.app, words)
    assert "저장하지 않았습니다" in done.output
    assert not (tmp_path / "빈.csv").exists()
    assert portal.asked[0][1]["sido"] == "부산"
