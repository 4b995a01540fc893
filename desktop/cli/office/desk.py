"""Commands about the office's file, its people, its plan and its own figures of earlier years."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from desktop.cli.answer import Answer
from desktop.cli.office.opening import open_office_desk
from desktop.cli.past import past_answer
from desktop.kinds.doors import HISTORY
from desktop.services.clock import local_now
from desktop.services.incoming import read_incoming
from desktop.services.office.desk import OfficeDesk, init_office
from desktop.services.office.history import import_series, read_series
from desktop.services.office.overview.moved_by_past import moved_words, rows_of_all_years
from desktop.services.office.people import remove_person, set_person
from desktop.services.office.plans import adopt_file, keep_plan_file, versions_in_force
from desktop.services.past_tables import MAX_TABLE_BYTES
from desktop.services.plans.files import load_plan
from desktop.services.unit.text_word import text_word
from forms.plan.duties import owners_standing
from forms.receiving.role import OfficeRole


def init(options: Namespace) -> Answer:
    """Make the office's file."""
    file = load_plan(options.plan, now=local_now())
    pack = file.pack
    with init_office(options.office, pack, options.actor) as desk:
        keep_plan_file(desk, file)
        document = {
            "office": str(desk.path),
            "name": desk.holder,
            "region": desk.region,
            "plan": {"id": pack.plan.id, "version": pack.plan.version, "digest": pack.digest},
            "units": len(pack.plan.reporting_units),
        }
        standing = owners_standing(pack.plan.owners_confirmed)
        lines = [
            f"已为{desk.holder}建立数据文件：{desk.path}",
            f"收 {len(pack.plan.reporting_units)} 个单位的数据；{standing}",
        ]
    return Answer("office-init", document, lines)


def people_list(options: Namespace) -> Answer:
    """List the people at the desk."""
    with open_office_desk(options) as desk:
        return _people(desk, changed=False)


def people_set(options: Namespace) -> Answer:
    """List somebody, or give somebody another role."""
    role = next(role for role in OfficeRole if role.label == options.role)
    with open_office_desk(options) as desk:
        answer = _people(desk, changed=set_person(desk, options.name, role))
    word = text_word("姓名", options.name).sentence
    return replace(answer, lines=[*answer.lines, word]) if word else answer


def people_remove(options: Namespace) -> Answer:
    """Take somebody off the list."""
    with open_office_desk(options) as desk:
        remove_person(desk, options.name)
        return _people(desk, changed=True)


def _people(desk: OfficeDesk, *, changed: bool) -> Answer:
    officers = desk.officers
    document = {
        "people": [{"name": name, "role": role.value} for name, role in officers.items()],
        "changed": changed,
    }
    lines = [f"{role.label}：{name}" for name, role in officers.items()]
    return Answer("office-people", document, lines or ["还没有列人员；列了以后，只有名单里的人能办事"])


def plan(options: Namespace) -> Answer:
    """Put a further version of the plan in force, or list the versions by their years."""
    if options.pack is None:
        return _versions(options)
    file = load_plan(options.pack, now=local_now())
    with open_office_desk(options) as desk:
        adopted = adopt_file(desk, file, options.from_year)
    new = adopted.pack.plan
    document = {
        "office": str(options.office),
        "imported": adopted.backup is not None,
        "id": new.id,
        "from_version": adopted.before,
        "to_version": new.version,
        "from_year": adopted.year,
        "digest": adopted.pack.digest,
        "signed": file.is_signed,
        "backup": str(adopted.backup) if adopted.backup is not None else None,
    }
    if adopted.backup is None:
        return Answer(
            "office-plan", document, [f"与 {adopted.year} 年使用的版本 {new.version} 完全相同，没有导入"]
        )
    lines = [
        f"{new.title}　{adopted.year} 年起，版本 {adopted.before} → {new.version}；以前的年份照旧",
        file.signer,
        f"已导入；导入前的备份：{adopted.backup}",
        "等这一版的报送包随之重新判断，见 tianbao board",
    ]
    return Answer("office-plan", document, lines)


def _versions(options: Namespace) -> Answer:
    with open_office_desk(options) as desk:
        found = versions_in_force(desk)
    versions = [
        {
            "version": one.pack.plan.version,
            "digest": one.pack.digest,
            "first_year": one.first,
            "last_year": one.last,
        }
        for one in found
    ]
    document = {"office": str(options.office), "id": found[0].pack.plan.id, "versions": versions}
    lines = [f"{one.first}—{one.last} 年：版本 {one.pack.plan.version}" for one in found]
    return Answer("office-plans", document, lines)


def history(options: Namespace) -> Answer:
    """Take over figures of earlier years that the office itself published."""
    with open_office_desk(options) as desk:
        preview = read_series(desk, read_incoming(options.table, HISTORY, MAX_TABLE_BYTES))
        moved = []
        if not options.dry_run:
            before = rows_of_all_years(desk)
            import_series(desk, preview, options.table.name, options.reason)
            moved = moved_words(before, rows_of_all_years(desk))
    answer = past_answer("office-history", preview, is_dry_run=options.dry_run)
    return replace(answer, lines=[*answer.lines, *moved])
