"""What must fit together in procedures as data, beyond their schema: acts, competences, deadlines, approvals, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luling.law.deadlines import deadlines
from luling.law.procedure import INSTANT, Act, Bound, FactPath, Procedure
from luling.procedure.law import Named, ProcedureLaw
from luling.register.reading import application_form

_PARTS = ("subject", "resource")


def problems(law: ProcedureLaw) -> Iterator[str]:
    """Everything that does not fit, each in one sentence that names procedure and act."""
    for named in law.all:
        place = f"{named.regulation}.{named.name}"
        yield from (f"{place}: {problem}" for problem in _of_procedure(law, named))
        for name, act in named.procedure.acts.items():
            yield from (f"{place}.{name}: {problem}" for problem in _of_act(law, named, act))
    for regulation, file in law.knowledge.procedures.items():
        conduct = law.knowledge.vocabulary.forms["findings"]["conduct"].items
        known = conduct.values if conduct else {}
        for norm, code in file.missed.items():
            if code not in known:
                yield f"{regulation}: a missed `{norm}` is `{code}`, which is no known conduct"


def _of_procedure(law: ProcedureLaw, named: Named) -> Iterator[str]:
    procedure = named.procedure
    if procedure.kind not in law.kinds:
        yield f"`{procedure.kind}` is no kind of procedures"
    if procedure.action not in law.knowledge.vocabulary.actions:
        yield f"`{procedure.action}` is no action"
    authorities = law.knowledge.regulations[named.regulation].authorities
    yield from (f"`{role}` is no role" for role in named.parties.values() if role not in authorities)
    if not procedure.opening:
        yield "no act opens a case"
    paths = [*procedure.when, *(path for act in procedure.acts.values() for path in act.when)]
    for path in (*paths, *([procedure.scope] if procedure.scope else [])):
        if not _known(law, path):
            yield f"`{path}` is no fact"
    yield from _of_bounds(law, named)
    started = {norm for act in procedure.acts.values() for norm in act.starts}
    ended = {norm for act in procedure.acts.values() for norm in act.ends}
    yield from (f"`{norm}` is started and never ended" for norm in sorted(started - ended))
    yield from (f"`{norm}` is ended and never started" for norm in sorted(ended - started))


def _of_act(law: ProcedureLaw, named: Named, act: Act) -> Iterator[str]:
    regulation = law.knowledge.regulations[named.regulation]
    norms = deadlines(regulation)
    missed = law.knowledge.procedures[named.regulation].missed
    for norm in act.starts:
        if norm not in norms:
            yield f"`{norm}` is no deadline"
        elif norms[norm].unit != "none" and norm not in missed:
            yield f"nothing says what conduct it is to miss `{norm}`"
    words = law.knowledge.procedure_words
    if words:
        yield from (f"the input `{name}` has no words" for name in act.requires if name not in words.inputs)
    for norm, name in act.since.items():
        if norm not in act.starts or name not in act.requires:
            yield f"`{norm}` is not started, or `{name}` not required"
    if act.bearer is not None and act.bearer not in regulation.authorities:
        yield f"`{act.bearer}` is no role"
    known = law.knowledge.vocabulary.sections["subject"]
    yield from (f"`{name}` is no property of a subject" for name in act.same if name not in known)
    if act.bearer_of is not None:
        yield from _of_bearer(law, named, act)
    yield from _of_competence(law, named, act)
    yield from _of_application(law, act)
    yield from _of_resource(law, act)
    if act.approval:
        yield from _of_approval(law, act)


def _of_competence(law: ProcedureLaw, named: Named, act: Act) -> Iterator[str]:
    """Somebody is competent, and for the approval that the act leaves behind as well, else it would not count."""
    for scope in scopes(named.procedure):
        competent = law.competent(named, act, {named.procedure.scope or "": scope})
        if not competent:
            yield f"nobody is competent for `{act.by}` (`{scope}`)"
        if act.approval:
            approving = f"approve.{act.approval.act}"
            for one in competent:
                if not law.competence.allows(one.role, named.regulation, approving, scope):
                    yield f"`{one.role}` is not competent for `{approving}` (`{scope}`)"


def _of_approval(law: ProcedureLaw, act: Act) -> Iterator[str]:
    assert act.approval is not None
    form = law.knowledge.vocabulary.sections["context"]["approvals"].items
    assert form is not None
    for name, value in (("act", act.approval.act), ("outcome", act.approval.outcome)):
        if value not in form.fields[name].values:
            yield f"`{value}` is no {name} of an approval"


def _of_bounds(law: ProcedureLaw, named: Named) -> Iterator[str]:
    """An amount is compared with an amount of the regulation."""
    parameters = law.knowledge.regulations[named.regulation].parameters
    for path, wanted in named.procedure.when.items():
        if isinstance(wanted, Bound):
            spec = law.knowledge.vocabulary.property(path)
            norm = parameters.get(wanted.norm)
            if spec is None or norm is None or (spec.type, norm.unit) != ("yuan", "yuan"):
                yield f"`{path}` or `{wanted.norm}` is no amount"


def _of_bearer(law: ProcedureLaw, named: Named, act: Act) -> Iterator[str]:
    """Whoever bears the deadline in some case is competent for the act."""
    started = [one for one in named.procedure.acts.values() if act.bearer_of in one.starts]
    if not started:
        yield f"`{act.bearer_of}` is not started"
    norm = deadlines(law.knowledge.regulations[named.regulation]).get(act.bearer_of or "")
    for one in started:
        bearer = one.bearer or (norm.bearer if norm else None)
        if not law.competent(named, act, {}, {act.bearer_of or "": bearer or ""}):
            yield f"`{bearer}` bears `{act.bearer_of}` and is not competent for `{act.by}`"


def _of_resource(law: ProcedureLaw, act: Act) -> Iterator[str]:
    """What a resource has after an act are its properties, each in a value of its type."""
    known = law.knowledge.vocabulary.sections["resource"]
    for name, value in act.resource.items():
        spec = known.get(name)
        if spec is None or not (spec.type == "boolean" if isinstance(value, bool) else value in spec.values):
            yield f"`{name}` of the resource cannot be `{value}`"


def _of_application(law: ProcedureLaw, act: Act) -> Iterator[str]:
    """What is told of an application are its fields, each in a value of its type."""
    if not act.application:
        return
    fields = application_form(law.knowledge.vocabulary).fields
    for name, said in act.application.items():
        told = "boolean" if isinstance(said, bool) else "instant" if said == INSTANT else "text"
        if name not in fields or fields[name].type != told:
            yield f"`{name}` of the application is no {told}"
    words = law.knowledge.procedure_words
    stated = (str(said).partition(".")[2] for said in act.application.values())
    yield from (f"the input `{one}` has no words" for one in stated if one and words and one not in words.inputs)


def scopes(procedure: Procedure) -> Iterable[str]:
    """What competences may be narrowed to in the cases of a procedure."""
    values = procedure.when.get(procedure.scope, ()) if procedure.scope else ()
    return ("*",) if isinstance(values, Bound) or not values else tuple(str(value) for value in values)


def _known(law: ProcedureLaw, path: FactPath) -> bool:
    section, *names = path.split(".")
    if section in _PARTS:
        return len(names) > 1 and names[0] == "properties" and names[1] in law.knowledge.vocabulary.sections[section]
    return bool(names) and names[0] in law.knowledge.vocabulary.sections.get(section, {})
