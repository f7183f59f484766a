"""Days, months and terms, against the decided cases and against each other."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.journey.calendar import (
    LONDON,
    EndsBeforeSigning,
    NaiveTime,
    NotAPeriod,
    NotYetBorn,
    Term,
    age_on,
    charge_by,
    end_of,
    london_day,
    months_after,
    months_in,
)
from ledger.journey.words import ModeOfTrial

days = st.dates(date(1974, 1, 1), date(2100, 12, 31))
instants = st.datetimes(
    datetime(1974, 1, 1),  # noqa: DTZ001 -- Hypothesis takes naive bounds and adds the zone
    datetime(2100, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, LONDON, timezone(timedelta(hours=-5))]),
)
lengths = st.integers(0, 36)

SIGNED_AT = datetime(2019, 12, 10, 14, 30, tzinfo=UTC)
SIGNED_ON = date(2019, 12, 10)
AUTUMN = date(2026, 10, 25)


@pytest.mark.parametrize(
    ("period", "months"),
    [("P4M", 4), ("P12M", 12), ("P1Y", 12), ("P1Y6M", 18), ("P3M", 3), ("P0M", 0)],
)
def test_a_period_of_months_is_read(period: str, months: int) -> None:
    assert months_in(period) == months


@pytest.mark.parametrize(
    "period",
    ["", "P", "4M", "P4", "P4W", "P28D", "P4M10D", "PT4M", "p4m", "P-4M", "P4.5M", "P6M1Y",
     "P 4M", "P4M\n", "P٤M", "P1000M"],
)  # fmt: skip
def test_what_is_no_period_of_months_is_refused(period: str) -> None:
    with pytest.raises(NotAPeriod):
        months_in(period)


@pytest.mark.parametrize(
    ("day", "months", "last_on"),
    [
        pytest.param(date(1978, 9, 30), 4, date(1979, 1, 30), id="Dodds v Walker"),
        pytest.param(date(2023, 9, 27), 6, date(2024, 3, 27), id="DPP v Jackson"),
        pytest.param(date(2019, 10, 31), 4, date(2020, 2, 29), id="leap February has no 31st"),
        pytest.param(date(2019, 12, 31), 4, date(2020, 4, 30), id="April has no 31st"),
        pytest.param(date(2020, 2, 29), 12, date(2021, 2, 28), id="no leap day a year later"),
        pytest.param(date(2020, 2, 29), 6, date(2020, 8, 29), id="29th, not the month's end"),
        pytest.param(date(2019, 8, 31), 6, date(2020, 2, 29), id="half a year to the leap day"),
        pytest.param(date(2002, 8, 31), 6, date(2003, 2, 28), id="DPP (Clarke) v Stafford"),
        pytest.param(date(2019, 12, 10), 4, date(2020, 4, 10), id="four months of December"),
        pytest.param(date(2019, 12, 10), 12, date(2020, 12, 10), id="twelve months of December"),
        pytest.param(date(2025, 5, 1), -3, date(2025, 2, 1), id="three months before"),
        pytest.param(date(2020, 3, 31), -1, date(2020, 2, 29), id="one month before, shorter"),
        pytest.param(date(2020, 1, 15), -1, date(2019, 12, 15), id="into the year before"),
    ],
)
def test_months_end_on_the_corresponding_date(day: date, months: int, last_on: date) -> None:
    assert months_after(day, months) == last_on


def test_an_event_at_the_end_of_a_month_ages_by_counting_forward() -> None:
    event, day = date(2024, 11, 30), date(2025, 2, 28)
    assert months_after(event, 3) == day
    assert months_after(day, -3) < event


@pytest.mark.parametrize(("day", "months"), [(date.max, 1), (date.min, -1)])
def test_no_month_is_counted_past_the_calendar(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="year"):
        months_after(day, months)


@given(days, st.integers(-120, 120))
def test_the_day_number_stays_or_is_the_end_of_the_month(day: date, months: int) -> None:
    after = months_after(day, months)
    end = monthrange(after.year, after.month)[1]
    assert after.day == min(day.day, end)
    assert (after.year - day.year) * 12 + after.month - day.month == months


@given(days, days, st.integers(-120, 120))
def test_a_later_day_never_ends_earlier(one: date, other: date, months: int) -> None:
    earlier, later = sorted((one, other))
    assert months_after(earlier, months) <= months_after(later, months)


@given(days, lengths, lengths)
def test_more_months_end_later(day: date, fewer: int, more: int) -> None:
    assert (months_after(day, fewer) < months_after(day, more)) == (fewer < more)


@given(days.filter(lambda day: day.day <= 28), st.integers(-120, 120))
def test_counting_back_undoes_counting_forward_up_to_the_28th(day: date, months: int) -> None:
    assert months_after(months_after(day, months), -months) == day


@pytest.mark.parametrize(
    ("offence_on", "last_on"),
    [
        (date(2023, 9, 27), date(2024, 3, 27)),
        (date(2002, 8, 31), date(2003, 2, 28)),
        (date(2019, 8, 31), date(2020, 2, 29)),
        (date(2020, 2, 29), date(2020, 8, 29)),
        (date(2019, 12, 10), date(2020, 6, 10)),
    ],
)
def test_a_summary_only_offence_is_charged_within_six_months(
    offence_on: date, last_on: date
) -> None:
    assert charge_by(offence_on, ModeOfTrial.SUMMARY_ONLY) == last_on


@pytest.mark.parametrize("mode", [ModeOfTrial.EITHER_WAY, ModeOfTrial.INDICTABLE_ONLY])
def test_an_indictable_offence_has_no_limit(mode: ModeOfTrial) -> None:
    assert charge_by(date(2019, 12, 10), mode) is None


@pytest.mark.parametrize(
    ("offence_on", "sign_by"),
    [
        (date(2019, 12, 10), date(2020, 1, 13)),
        (date(2019, 8, 31), date(2019, 10, 1)),
        (date(2020, 2, 29), date(2020, 4, 1)),
    ],
)
def test_four_months_leave_28_days_to_charge_only_if_signed_soon(
    offence_on: date, sign_by: date
) -> None:
    limit = charge_by(offence_on, ModeOfTrial.SUMMARY_ONLY)
    assert limit is not None
    latest_end = limit - timedelta(days=28)
    assert months_after(sign_by, 4) <= latest_end
    assert months_after(sign_by + timedelta(days=1), 4) > latest_end


@given(days)
def test_a_twelve_month_contract_always_outlives_the_limit(day: date) -> None:
    limit = charge_by(day, ModeOfTrial.SUMMARY_ONLY)
    assert limit is not None
    assert limit < months_after(day, 12)


def test_a_summer_day_ends_an_hour_before_midnight_utc() -> None:
    assert end_of(date(2020, 6, 10)) == datetime(2020, 6, 10, 23, 0, tzinfo=UTC)
    assert london_day(datetime(2020, 6, 10, 22, 59, 59, 999_000, tzinfo=UTC)) == date(2020, 6, 10)
    assert london_day(datetime(2020, 6, 10, 23, 0, tzinfo=UTC)) == date(2020, 6, 11)


def test_a_winter_day_ends_at_midnight_utc() -> None:
    assert end_of(date(2019, 12, 10)) == datetime(2019, 12, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (AUTUMN, 25)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    assert end_of(day) - end_of(day - timedelta(days=1)) == timedelta(hours=hours)


@given(days)
def test_the_last_microsecond_is_of_the_day_and_the_end_is_not(day: date) -> None:
    end = end_of(day)
    assert end.utcoffset() == timedelta(0)
    assert london_day(end - timedelta(microseconds=1)) == day
    assert london_day(end) == day + timedelta(days=1)


@given(instants)
def test_every_instant_is_before_the_end_of_its_day(at: datetime) -> None:
    day = london_day(at)
    assert end_of(day - timedelta(days=1)) <= at.astimezone(UTC) < end_of(day)


@given(st.integers(1840, 2099), st.integers(0, 366 * 48))
def test_the_day_in_london_is_the_one_on_its_clocks(year: int, half_hours: int) -> None:
    at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * half_hours)
    assert london_day(at) == at.astimezone(LONDON).date()


def test_a_time_without_an_offset_names_no_day() -> None:
    with pytest.raises(NaiveTime):
        london_day(datetime(2026, 10, 25, 1, 30))  # noqa: DTZ001 -- naive is the point


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2001, 12, 10), date(2019, 12, 9), 17),
        (date(2001, 12, 10), date(2019, 12, 10), 18),
        (date(2001, 12, 10), date(2019, 12, 11), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2019, 12, 10), date(2019, 12, 10), 0),
    ],
)
def test_an_age_is_reached_as_the_birthday_begins(born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(NotYetBorn):
        age_on(date(2019, 12, 11), date(2019, 12, 10))


@given(days, st.integers(0, 90))
def test_an_age_grows_on_one_day_a_year(born_on: date, years: int) -> None:
    birthday = months_after(born_on, 12 * years)
    if birthday.day != born_on.day:
        birthday += timedelta(days=1)
    assert age_on(born_on, birthday) == years
    if years:
        assert age_on(born_on, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(("months", "last_on"), [(4, date(2020, 4, 10)), (12, date(2020, 12, 10))])
def test_a_contract_binds_through_its_last_day(months: int, last_on: date) -> None:
    term = Term.of(SIGNED_AT, months)
    assert term == Term(SIGNED_AT, last_on)
    assert last_on in term
    assert last_on + timedelta(days=1) not in term
    assert end_of(last_on) - timedelta(microseconds=1) in term
    assert end_of(last_on) not in term


def test_a_contract_signed_late_in_a_summer_evening_is_signed_the_next_day_in_london() -> None:
    term = Term.of(datetime(2020, 6, 9, 23, 30, tzinfo=UTC), 4)
    assert term.signed_on == date(2020, 6, 10)
    assert term.last_on == date(2020, 10, 10)


@pytest.mark.parametrize(
    ("offence_at", "held"),
    [
        pytest.param(None, False, id="time not known"),
        pytest.param(SIGNED_AT - timedelta(microseconds=1), False, id="just before"),
        pytest.param(SIGNED_AT, False, id="at the signing"),
        pytest.param(SIGNED_AT + timedelta(microseconds=1), True, id="just after"),
        pytest.param(SIGNED_AT + timedelta(days=1), False, id="a time of another day"),
    ],
)
def test_an_offence_on_the_day_of_signing_counts_if_proved_after_it(
    offence_at: datetime | None, held: bool
) -> None:
    assert Term.of(SIGNED_AT, 4).holds(SIGNED_ON, offence_at) is held


def test_a_day_of_signing_is_not_in_the_term_but_an_instant_after_it_is() -> None:
    term = Term.of(SIGNED_AT, 4)
    assert SIGNED_ON not in term
    assert SIGNED_AT - timedelta(minutes=1) not in term
    assert SIGNED_AT + timedelta(minutes=1) in term


def test_an_offence_before_the_day_of_signing_is_not_in_the_term() -> None:
    assert SIGNED_ON - timedelta(days=1) not in Term.of(SIGNED_AT, 4)


def test_the_time_of_an_offence_on_another_day_does_not_matter() -> None:
    term = Term.of(SIGNED_AT, 4)
    assert term.holds(term.last_on, None)
    assert term.holds(term.last_on, SIGNED_AT - timedelta(hours=1))


def test_the_two_half_past_ones_of_the_autumn_night_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 1, 40, tzinfo=LONDON)
    second = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)
    assert second < first, "as the clocks on the wall show them"
    assert second in Term.of(first, 4)
    assert first not in Term.of(second, 4)


def test_terms_are_equal_whatever_zone_the_signing_was_given_in() -> None:
    in_london = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)
    in_utc = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert Term.of(in_london, 4) == Term.of(in_utc, 4)
    assert hash(Term.of(in_london, 4)) == hash(Term.of(in_utc, 4))


def test_a_term_does_not_end_before_it_is_signed() -> None:
    with pytest.raises(EndsBeforeSigning):
        Term(SIGNED_AT, SIGNED_ON - timedelta(days=1))


def test_a_term_may_end_on_the_day_it_is_signed() -> None:
    term = Term(SIGNED_AT, SIGNED_ON)
    assert SIGNED_ON not in term
    assert SIGNED_AT + timedelta(minutes=1) in term


def test_a_signing_without_an_offset_is_refused() -> None:
    with pytest.raises(NaiveTime):
        Term(SIGNED_AT.replace(tzinfo=None), SIGNED_ON)


def test_an_offence_without_an_offset_is_refused_on_the_day_of_signing() -> None:
    with pytest.raises(NaiveTime):
        Term.of(SIGNED_AT, 4).holds(SIGNED_ON, SIGNED_AT.replace(tzinfo=None))


@given(instants, lengths, st.integers(-400, 1500))
def test_a_term_holds_exactly_the_days_after_signing_to_the_last(
    signed_at: datetime, months: int, distance: int
) -> None:
    term = Term.of(signed_at, months)
    day = term.signed_on + timedelta(days=distance)
    assert (day in term) == (0 < distance <= (term.last_on - term.signed_on).days)


@given(instants, lengths, instants)
def test_a_term_holds_exactly_the_instants_after_signing_to_its_end(
    signed_at: datetime, months: int, at: datetime
) -> None:
    term = Term.of(signed_at, months)
    inside = signed_at.astimezone(UTC) < at.astimezone(UTC) < end_of(term.last_on)
    assert (at in term) == inside
