"""The measures: what each counts for every unit. A unit about which there is nothing to count has no value; it is never
taken for nought, nor for a whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from luling.audit.statistics import Tally
from luling.compliance.catalogue import FORM
from luling.law.deadlines import UNDETERMINED, UnknownDeadlineError, deadline
from luling.law.reporting import Measure, Measured
from luling.reporting.holding import Holding
from luling.reporting.sources import Sources

PERMITTED = "permit"

# A `count` gives a score by its ratio to the greatest one, a `share` by itself, a `figure` gives none.
Kind = Literal["count", "share", "figure"]


class Figure(NamedTuple):
    """A value: a number, or a share with how many it is of; None where there are no data."""

    value: int | float | None
    of: int | None = None


NO_DATA = Figure(None)
NOUGHT = Figure(0)


class Found(NamedTuple):
    """What a measure found: by unit, of all units that are not among them, and in all."""

    units: Mapping[str, Figure]
    others: Figure
    total: Figure

    def of(self, unit: str) -> Figure:
        """The value of a unit."""
        return self.units.get(unit, self.others)


NOTHING_KNOWN = Found({}, NO_DATA, NO_DATA)


def measure(measured: Measured, sources: Sources) -> Found:
    """What a measure finds in the sources."""
    return _COUNTED[measured.measure][1](measured, sources)


def kind_of(measured: Measured) -> Kind:
    """What kind of value a measure has."""
    return _COUNTED[measured.measure][0]


def _counts(counted: Mapping[str | None, int], others: Figure = NOUGHT) -> Found:
    units = {unit: Figure(number) for unit, number in counted.items() if unit is not None}
    return Found(units, others, Figure(sum(counted.values())))


def _shares(judged: Iterable[tuple[str | None, bool]]) -> Found:
    """Shares of what is so, of everything that is judged."""
    every: Counter[str | None] = Counter()
    so: Counter[str | None] = Counter()
    for unit, holds in judged:
        every[unit] += 1
        so[unit] += holds
    units = {unit: _share(so[unit], number) for unit, number in every.items() if unit is not None}
    return Found(units, NO_DATA, _share(so.total(), every.total()))


def _share(so: int, every: int) -> Figure:
    return Figure(round(so / every, 4), every) if every else NO_DATA


def _resources_shared(measured: Measured, sources: Sources) -> Found:
    if not sources.holdings:
        return NOTHING_KNOWN
    return _counts(Counter(one.provider for one in sources.holdings if one.counts(measured)))


def _update_timeliness(measured: Measured, sources: Sources) -> Found:
    judged = ((one.provider, _updated(one, measured, sources)) for one in sources.holdings if one.counts(measured))
    return _shares((unit, holds) for unit, holds in judged if holds is not None)


def _updated(one: Holding, measured: Measured, sources: Sources) -> bool | None:
    """Whether a change within the stretch was followed by its update, in time where the law has a number of days; None
    where nothing changed, or the time for the update is not over."""
    assert measured.changed is not None
    period, knowledge = sources.stretch.period, sources.knowledge
    changed = one.day(measured.changed)
    if changed is None or not period.first <= changed <= min(period.last, sources.stretch.today):
        return None
    done_by = knowledge.vocabulary.forms[FORM][measured.changed].done_by
    done = one.day(done_by) if done_by else None
    if done is not None and done < changed:
        done = None  # an update before the change
    if measured.norm is None:
        return done is not None
    try:
        due = deadline(sources.regulation, measured.norm, changed, knowledge.calendar).due
    except UnknownDeadlineError:
        return None
    if due is None or due == UNDETERMINED:
        return None
    if done is not None:
        return done.isoformat() <= due
    return False if dt.date.fromisoformat(due) < sources.stretch.today else None


def _catalogue_conformity(measured: Measured, sources: Sources) -> Found:
    if sources.conforming is None:
        return NOTHING_KNOWN
    return _shares(
        (one.provider, sources.conforming[one.id])
        for one in sources.holdings
        if one.id in sources.conforming and one.counts(measured)
    )


def uses(measured: Measured, sources: Sources) -> Iterable[tuple[str | None, Tally]]:
    """The permitted evaluations that a measure counts, each with who provides what was asked for."""
    providers = sources.providers
    for tally in sources.tallies or ():
        if tally.effect == PERMITTED and (not measured.actions or tally.action in measured.actions):
            yield providers.get(tally.resource), tally


def _uses_permitted(measured: Measured, sources: Sources) -> Found:
    if sources.tallies is None:
        return NOTHING_KNOWN
    counted: Counter[str | None] = Counter(dict.fromkeys(sources.providers.values(), 0))
    for provider, tally in uses(measured, sources):
        counted[provider] += tally.number
    return _counts(counted, others=NO_DATA)


def _consumers_served(measured: Measured, sources: Sources) -> Found:
    if sources.tallies is None:
        return NOTHING_KNOWN
    served: dict[str | None, set[str]] = {provider: set() for provider in sources.providers.values()}
    for provider, tally in uses(measured, sources):
        served.setdefault(provider, set()).add(tally.subject)
    found = _counts({provider: len(consumers) for provider, consumers in served.items()}, others=NO_DATA)
    return found._replace(total=Figure(len(set().union(*served.values()))))


def _answers_on_time(measured: Measured, sources: Sources) -> Found:
    return _shares(
        (one.organization, one.met)
        for one in sources.deadlines
        if one.met is not None and (not measured.norms or one.norm in measured.norms)
    )


def _cases_opened(measured: Measured, sources: Sources) -> Found:
    return _counts(Counter(one.holder for one in sources.cases if one.opened and _of_kind(one.kind, measured)))


def _cases_closed(measured: Measured, sources: Sources) -> Found:
    return _shares((one.holder, one.closed) for one in sources.cases if _of_kind(one.kind, measured))


def _of_kind(kind: str, measured: Measured) -> bool:
    return not measured.kinds or kind in measured.kinds


def _breaches_found(measured: Measured, sources: Sources) -> Found:
    if sources.breaches is None:
        return NOTHING_KNOWN
    wanted = measured.conduct
    return _counts(Counter(one.actor for one in sources.breaches if not wanted or one.conduct in wanted))


_COUNTED: Mapping[Measure, tuple[Kind, Callable[[Measured, Sources], Found]]] = {
    "resources_shared": ("count", _resources_shared),
    "update_timeliness": ("share", _update_timeliness),
    "catalogue_conformity": ("share", _catalogue_conformity),
    "uses_permitted": ("count", _uses_permitted),
    "consumers_served": ("count", _consumers_served),
    "answers_on_time": ("share", _answers_on_time),
    "cases_opened": ("figure", _cases_opened),
    "cases_closed": ("share", _cases_closed),
    "breaches_found": ("figure", _breaches_found),
}
