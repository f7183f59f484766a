"""Facts that change neither a journey nor who may see it: what is drawn of it stays as it is."""

from __future__ import annotations

from ledger.journey.facts import Fact
from ledger.journey.facts import arrest as a
from ledger.journey.facts import contract as c
from ledger.journey.facts import institution as i
from ledger.journey.facts import log as own
from ledger.journey.facts import person as p
from ledger.journey.facts import protection as t
from ledger.journey.facts import scrutiny as u

QUIET: frozenset[type[Fact]] = frozenset(
    {
        a.VictimNotified,
        a.VictimViewsSought,
        c.SessionAttended,
        c.SessionMissed,
        c.TreatmentReferred,
        i.PanelVerdictGiven,
        i.PolicyAdopted,
        i.StatusPublished,
        own.LogAnchored,
        own.LogKeyAdded,
        own.LogKeyRetired,
        p.DetailsCorrected,
        p.IdentifierAdded,
        p.IdentifierCorrected,
        p.PagesLinked,
        p.PagesUnlinked,
        t.AccuracyContested,
        t.DisclosureMade,
        t.PersonalDataErased,
        u.SampleDrawn,
    }
)
