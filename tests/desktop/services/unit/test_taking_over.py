"""A unit takes over the next version of its plan, and loses nothing."""

import json
from decimal import Decimal

import pytest

from desktop.services.plans.files import (
    APPROVAL_SCHEMA,
    Approval,
    PlanFile,
    build_plan_file,
    file_name,
    is_container,
    open_plan_file,
)
from desktop.services.plans.packs import MAX_PACK_BYTES, PlanPack, load_bundled
from desktop.services.unit.filing.exporting import export
from desktop.services.unit.filing.finalising import finalise, withdraw
from desktop.services.unit.plan.taking_over import preview_import, take_over_plan
from desktop.services.unit.printing import official_pdf
from desktop.services.unit.year import open_year
from desktop.submission.keys.certificate import to_pem
from desktop.submission.package import PayloadFile, build
from forms.canonical import canonical_json
from forms.codes.plan import PlanCode
from forms.errors import CatalogueError, StateError, TianbaoError, UserInputError
from forms.figures.breakdown import SeriesKey
from forms.plan.catalogue import plan_document, read_plan
from tests.desktop.services.conftest import START
from tests.plans import wanghua

BIRTHS = SeriesKey("live-births")


def changed(change, version="2026.2"):
    """The bundled plan with a change, as its next version."""
    document = json.loads(canonical_json(plan_document(wanghua().plan)))
    document["version"] = version
    change(document)
    return PlanFile(pack=PlanPack(read_plan(_exact(document))))


def _exact(document):
    return json.loads(json.dumps(document), parse_float=Decimal)


def rename_births(document):
    next(i for i in document["items"] if i["code"] == "live-births")["name"] = "活产婴儿数"


def drop_anaemia(document):
    """Take an indicator with its items and its target out of the plan."""
    gone = {"haemoglobin-tested", "pregnancy-anaemia-cases"}
    document["items"] = [i for i in document["items"] if i["code"] not in gone]
    document["indicators"] = [i for i in document["indicators"] if i["code"] != "pregnancy-anaemia-rate"]
    document["targets"] = [t for t in document["targets"] if t["indicator"] != "pregnancy-anaemia-rate"]
    document["relations"] = [r for r in document["relations"] if not gone & set(r["items"])]
    document["assumptions"] = [
        a for a in document["assumptions"] if a["indicator"] != "pregnancy-anaemia-rate"
    ]
    for form in document["forms"]:
        form["rows"] = [
            r for r in form["rows"] if r["item"] not in gone and r["indicator"] != "pregnancy-anaemia-rate"
        ]


def add_item(document):
    document["items"].append(
        {"code": "stillbirths", "name": "死产数", "unit": "人", "definition": "死产", "source": "年报",
         "owner": "health"}
    )  # fmt: skip
    form = next(f for f in document["forms"] if f["code"] == "maternal-health")
    form["rows"].append({"code": "20", "item": "stillbirths"})


def tighten(document):
    target = next(t for t in document["targets"] if t["indicator"] == "maternal-mortality-ratio")
    target["value"] = 9


def everything(document):
    for change in (rename_births, drop_anaemia, add_item, tighten):
        change(document)
    document["deadline"] = "04-30"


def summary(preview):
    return {(d.kind, d.change, d.code if d.kind != "target" else "") for d in preview.differences}


# --- preview ---------------------------------------------------------------------------------------


def test_the_version_in_force_changes_nothing(desk, pack):
    preview = preview_import(desk, PlanFile(pack=pack))
    assert preview.is_unchanged
    assert (preview.differences, preview.kept) == ((), ())


def test_a_unit_sees_what_changes_for_it(filled):
    preview = preview_import(filled.desk, changed(everything))
    assert {
        ("plan", "changed", "报送截止日"), ("item", "renamed", "live-births"), ("item", "new", "stillbirths"),
        ("item", "dropped", "haemoglobin-tested"), ("indicator", "dropped", "pregnancy-anaemia-rate"),
        ("form", "changed", "maternal-health"), ("target", "changed", ""), ("target", "dropped", ""),
    } <= summary(preview)  # fmt: skip
    renamed = next(d for d in preview.differences if d.change == "renamed" and d.kind == "item")
    assert renamed.detail == "活产数 → 活产婴儿数"
    aim = next(d for d in preview.differences if (d.kind, d.change) == ("target", "changed"))
    assert aim.detail == "2025年 ≤10.5 → 2025年 ≤9"
    assert {k.item for k in preview.kept} == {"haemoglobin-tested", "pregnancy-anaemia-cases"}
    assert all(k.text and k.year == filled.year for k in preview.kept)


def test_what_only_concerns_others_is_not_listed(filled):
    def change(document):
        next(u for u in document["units"] if u["code"] == "education")["name"] = "区教育和体育局"

    assert preview_import(filled.desk, changed(change)).differences == ()


# --- taking over -----------------------------------------------------------------------------------


def test_figures_stay_and_the_year_goes_on(filled):
    desk = filled.desk
    before = desk.store.observations(filled.year)
    backup = take_over_plan(desk, preview_import(desk, changed(everything)))
    assert backup.is_file()
    assert desk.plan.version == "2026.2"
    assert desk.store.observations(filled.year) == before
    year = open_year(desk, filled.year)
    assert year.reading(BIRTHS).text == before[BIRTHS].reading.text
    assert {f.code for f in year.report.findings if "stillbirths" in str(f.cells) or "/20/" in str(f.cells)}
    year.enter({SeriesKey("stillbirths", b): "3" for b in ("_T",)})
    for finding in year.report.unexplained:
        year.explain(finding, "新版口径，已核实")
    assert official_pdf(year).startswith(b"%PDF")
    assert finalise(year) == 1
    assert desk.store.latest_revision(filled.year).plan_digest == desk.pack.digest


def test_what_an_earlier_version_dropped_is_still_named(filled):
    take_over_plan(filled.desk, preview_import(filled.desk, changed(drop_anaemia)))
    kept = preview_import(filled.desk, changed(drop_anaemia, version="2026.3")).kept
    assert {k.name for k in kept} == {"孕期血红蛋白检测人数（合计）", "孕期贫血人数（合计）"}


def test_a_dropped_item_comes_back_with_its_figures(filled, pack):
    desk = filled.desk
    key = SeriesKey("haemoglobin-tested")
    text = filled.reading(key).text
    take_over_plan(desk, preview_import(desk, changed(drop_anaemia)))
    with pytest.raises(UserInputError):
        open_year(desk, filled.year).enter({key: "1"})
    take_over_plan(desk, preview_import(desk, PlanFile(pack=pack)))
    assert open_year(desk, filled.year).reading(key).text == text


def test_a_frozen_revision_keeps_its_plan(final, identity, tmp_path):
    desk, printed, digest = final.desk, official_pdf(final), final.desk.pack.digest
    new = changed(everything)
    with pytest.raises(StateError) as caught:
        preview_import(desk, new)
    assert caught.value.code == "E-PLAN-084"
    export(final, identity, tmp_path)
    take_over_plan(desk, preview_import(desk, new))
    year = open_year(desk, final.year)
    assert official_pdf(year) == printed
    assert desk.store.latest_revision(final.year).plan_digest == digest
    withdraw(year, "按新版口径更正")
    assert open_year(desk, final.year).state.is_open


def test_it_survives_closing(filled, reopen):
    take_over_plan(filled.desk, preview_import(filled.desk, changed(everything)))
    filled.desk.close()
    with reopen() as desk:
        assert (desk.plan.version, desk.unit.code) == ("2026.2", "health")


# --- refusals --------------------------------------------------------------------------------------


def test_another_plan_or_a_plan_without_the_unit_is_refused(desk):
    with pytest.raises(UserInputError) as caught:
        preview_import(desk, PlanFile(pack=load_bundled("liuhe")))
    assert caught.value.code == "E-PLAN-081"

    def drop_unit(document):
        document["units"] = [u for u in document["units"] if u["code"] != "health"] + [
            {"code": "other", "name": "别的"}
        ]
        for kind, field in (("items", "owner"), ("indicators", "owner"), ("forms", "unit")):
            for record in document[kind]:
                record[field] = "other" if record[field] == "health" else record[field]

    with pytest.raises(UserInputError) as caught:
        preview_import(desk, changed(drop_unit))
    assert caught.value.code == "E-PLAN-082"
    assert desk.plan.version == wanghua().plan.version


def test_a_second_window_cannot_import(filled, reopen):
    with reopen() as other:
        preview = preview_import(other, changed(everything))
        with pytest.raises(StateError):
            take_over_plan(other, preview)
    assert filled.desk.plan.version != "2026.2"


# --- the file --------------------------------------------------------------------------------------

APPROVAL = Approval("张三", START, "望花区统计局", "2025.3")


@pytest.fixture
def signed(pack, identity):
    return build_plan_file(pack, APPROVAL, identity)


def refusals(data, **options):
    with pytest.raises(CatalogueError) as caught:
        open_plan_file(data, now=START, **options)
    return [p.code for p in caught.value.problems]


def test_a_signed_pack_says_who_approved_it(signed, pack, identity):
    found = open_plan_file(signed, now=START, trusted=[to_pem(identity.certificate)])
    assert is_container(signed)
    assert (found.pack.plan, found.pack.digest, found.approval) == (pack.plan, pack.digest, APPROVAL)
    assert found.is_signed
    assert "已登记" in found.signer
    assert "未登记" in open_plan_file(signed, now=START).signer
    assert file_name(pack) == f"wanghua-{pack.plan.version}.wdpplan"


def test_nothing_is_built_that_no_reader_takes(pack):
    largest = PlanPack(pack.plan, b" " * MAX_PACK_BYTES)
    assert len(build_plan_file(largest, APPROVAL, None)) > MAX_PACK_BYTES
    with pytest.raises(CatalogueError) as refused:
        build_plan_file(PlanPack(pack.plan, largest.data + b" "), APPROVAL, None)
    assert [p.code for p in refused.value.problems] == [PlanCode.TOO_LARGE]
    assert PlanCode.TOO_LARGE in refusals(largest.data + b" ")


def test_an_unsigned_pack_is_marked_and_not_trusted(pack, identity):
    data = build_plan_file(pack, APPROVAL, None)
    found = open_plan_file(data, now=START)
    assert not found.is_signed
    assert "没有签名" in found.signer
    trusted = [to_pem(identity.certificate)]
    assert refusals(data, trusted=trusted)
    assert refusals(pack.data, trusted=trusted)
    assert open_plan_file(pack.data, now=START).pack.plan == pack.plan


def test_every_changed_byte_is_noticed(signed):
    for at in range(0, len(signed), 9973):
        damaged = bytearray(signed)
        damaged[at] ^= 1
        with pytest.raises(TianbaoError):
            open_plan_file(bytes(damaged), now=START)
    for length in (0, 1, 100, len(signed) // 2, len(signed) - 1):
        assert refusals(signed[:length])


def test_an_approval_of_something_else_is_refused(pack, identity):
    def pack_of(approval, plan=pack.data):
        files = [PayloadFile("plan.json", "application/json", plan)]
        files.append(PayloadFile("approval.json", "application/json", canonical_json(approval)))
        return build(files, identity, START)

    good = {
        "schema": APPROVAL_SCHEMA, "plan": "wanghua", "version": pack.plan.version, "digest": pack.digest,
        "approved_by": None, "approved_at": START.isoformat(), "office": "o", "replaces": None,
    }  # fmt: skip
    assert open_plan_file(pack_of(good), now=START).approval.approved_by is None
    assert refusals(pack_of(good | {"digest": "0" * 64})) == ["E-PLAN-065"]
    assert refusals(pack_of(good | {"approved_by": 7})) == ["E-PLAN-064"]
    assert refusals(pack_of(good | {"approved_at": "gestern"})) == ["E-PLAN-064"]
    assert refusals(pack_of([])) == ["E-PLAN-064"]
    assert refusals(pack_of(good, pack.data + b" ")) == ["E-PLAN-064"]
    assert refusals(pack_of(good, b"{}"))[0] == "E-PLAN-003"
    only = build([PayloadFile("plan.json", "application/json", pack.data)], identity, START)
    assert refusals(only) == ["E-PLAN-064"]
