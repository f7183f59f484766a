"""The words of the field, as types.

A value is what stands on disk and in the API; once used it is never given another meaning.
"""

from __future__ import annotations

from enum import StrEnum


class ModeOfTrial(StrEnum):
    """Where an offence can be tried, which decides whether s.127 MCA 1980 limits the charge."""

    SUMMARY_ONLY = "summary-only"
    EITHER_WAY = "either-way"
    INDICTABLE_ONLY = "indictable-only"


class DrugClass(StrEnum):
    """Class under the Misuse of Drugs Act 1971."""

    A = "A"
    B = "B"
    C = "C"
    NONE = "none"


class Encounter(StrEnum):
    """How the person came to notice; some schemes need no arrest."""

    ARREST = "arrest"
    STREET = "street"
    VOLUNTARY_ATTENDANCE = "voluntary-attendance"


class Admission(StrEnum):
    """How the person answered the allegation."""

    ADMITTED = "admitted"
    NO_REPLY = "no-reply"
    DENIED = "denied"


class CourtOrder(StrEnum):
    """An order in force on the person when arrested."""

    NONE = "none"
    COURT_ORDER = "court-order"
    SUSPENDED_SENTENCE = "suspended-sentence"
    CONDITIONAL_DISCHARGE = "conditional-discharge"


class Bail(StrEnum):
    """Police or court bail when arrested, and for which matter."""

    NONE = "none"
    THIS_MATTER = "this-matter"
    OTHER_MATTERS = "other-matters"


class Detention(StrEnum):
    """Detention that keeps the person from going home after the arrest."""

    NONE = "none"
    FOR_COURT = "for-court"
    MENTAL_HEALTH_ACT = "mental-health-act"


class OffenceFeature(StrEnum):
    """What makes an offence of a kind graver, or special, for a scheme's offence table."""

    DOMESTIC_ABUSE = "domestic-abuse"
    SERIOUS_DOMESTIC_ABUSE = "serious-domestic-abuse"
    HATE_CRIME = "hate-crime"
    SERIOUS_HATE_CRIME = "serious-hate-crime"
    SUPPLY_SUSPECTED = "supply-suspected"


class Role(StrEnum):
    """The office in which a named person decides or works."""

    OFFICER = "officer"
    CUSTODY_SERGEANT = "custody-sergeant"
    INVESTIGATING_OFFICER = "investigating-officer"
    SUPERVISOR = "supervisor"
    DISPOSAL_TEAM = "disposal-team"
    NAVIGATOR = "navigator"
    PROVIDER = "provider"
    PROSECUTOR = "prosecutor"
    POLICY = "policy"


class Rank(StrEnum):
    """Police rank; staff without one are `NONE`. Ordered by `RANKS`, lowest first."""

    NONE = "none"
    CONSTABLE = "constable"
    SERGEANT = "sergeant"
    INSPECTOR = "inspector"
    CHIEF_INSPECTOR = "chief-inspector"
    SUPERINTENDENT = "superintendent"

    def reaches(self, lowest: Rank) -> bool:
        """Whether this rank is `lowest` or above it."""
        return RANKS[self] >= RANKS[lowest]


RANKS = {rank: place for place, rank in enumerate(Rank)}


class Screening(StrEnum):
    """What a screening for exploitation (county lines, modern slavery) found."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class VictimViews(StrEnum):
    """What the victim said when asked, or why nobody could be asked."""

    SUPPORTS = "supports"
    OBJECTS = "objects"
    NEUTRAL = "neutral"
    NOT_CONTACTABLE = "not-contactable"
    NO_VICTIM = "no-victim"


class Route(StrEnum):
    """Which work a scheme asks for, and in which order."""

    COURSE_ONLY = "course-only"
    CONTRACT = "contract"
    COURSE_THEN_CONTRACT = "course-then-contract"


class Absence(StrEnum):
    """Why a session was missed; a provider's cancellation is never the person's failure."""

    UNEXCUSED = "unexcused"
    EXCUSED = "excused"
    PROVIDER_CANCELLED = "provider-cancelled"


class Pathway(StrEnum):
    """A critical pathway out of offending that a needs assessment looks at."""

    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    HOUSING = "housing"
    MENTAL_HEALTH = "mental-health"
    SEXUAL_EXPLOITATION = "sexual-exploitation"
    PHYSICAL_HEALTH = "physical-health"
    FINANCES = "finances"
    EMPLOYMENT = "employment"
    RELATIONSHIPS = "relationships"


class Phase(StrEnum):
    """When in the work the needs were assessed."""

    ENTRY = "entry"
    REVIEW = "review"
    EXIT = "exit"


class ConditionKind(StrEnum):
    """What a condition of a contract asks for."""

    NOT_TO_REOFFEND = "not-to-reoffend"
    RESTORATIVE_APPROACH = "restorative-approach"
    DRUG_EDUCATION = "drug-education"
    TREATMENT = "treatment"
    PATHWAY_INTERVENTION = "pathway-intervention"
    NAVIGATOR_APPOINTMENTS = "navigator-appointments"
    VOLUNTARY_WORK = "voluntary-work"
    LOCATION_MONITORING = "location-monitoring"
    REPARATION = "reparation"
    VICTIM_AWARENESS = "victim-awareness"


class Fitness(StrEnum):
    """Whether the person could understand what they signed."""

    FIT = "fit"
    INTOXICATED = "intoxicated"
    WITHDRAWING = "withdrawing"
    UNWELL = "unwell"


class LegalAdvice(StrEnum):
    """Whether legal advice was offered before signing, and taken."""

    TAKEN = "taken"
    DECLINED = "declined"
    NOT_OFFERED = "not-offered"


class Language(StrEnum):
    """Language of a text; `OTHER` needs an interpreter."""

    ENGLISH = "en"
    WELSH = "cy"
    OTHER = "other"


class PauseReason(StrEnum):
    """Why the work stops for a while without being anyone's failure."""

    ILLNESS = "illness"
    IN_CUSTODY = "in-custody"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"


class BreachCause(StrEnum):
    """Whose doing it was that a condition was not kept."""

    PARTICIPANT = "participant"
    PROVIDER = "provider"


class ReoffendingTest(StrEnum):
    """How far a new matter has gone; each step includes those before it."""

    ARREST = "arrest"
    CHARGE = "charge"
    POSITIVE_OUTCOME = "positive-outcome"
    CONVICTION = "conviction"

    def reaches(self, test: ReoffendingTest) -> bool:
        """Whether a matter that has come this far meets `test`."""
        return STEPS[self] >= STEPS[test]


STEPS = {step: place for place, step in enumerate(ReoffendingTest)}


class ClearedBecause(StrEnum):
    """Why an alleged reoffence does not count."""

    NO_FURTHER_ACTION = "no-further-action"
    ACQUITTED = "acquitted"
    BEFORE_THE_CONTRACT = "before-the-contract"
    AFTER_THE_CONTRACT = "after-the-contract"
    NOT_THE_PARTICIPANT = "not-the-participant"


class ReturnReason(StrEnum):
    """Why a matter went back for a charging decision."""

    INELIGIBLE = "ineligible"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    BREACH = "breach"
    REOFFENCE = "reoffence"
    COURSE_NOT_ATTENDED = "course-not-attended"
    NO_LONGER_ELIGIBLE = "no-longer-eligible"
    COMPLETION_RESCINDED = "completion-rescinded"


class BreachLeadsTo(StrEnum):
    """What an edition says follows a confirmed breach."""

    MAY_PROSECUTE = "may"
    MUST_PROSECUTE = "must"
    CAUTION = "caution"
    NOTHING = "nothing"


class CautionKind(StrEnum):
    """A caution that can be given for the matter."""

    SIMPLE = "simple"
    CONDITIONAL = "conditional"


class VoidReason(StrEnum):
    """Why a journey should never have been one."""

    MISTAKEN_IDENTITY = "mistaken-identity"
    NO_OFFENCE = "no-offence"
    UNDER_AGE = "under-age"


class ProceedingsKind(StrEnum):
    """A challenge outside the scheme, which holds completion and destruction."""

    COMPLAINT = "complaint"
    JUDICIAL_REVIEW = "judicial-review"
    APPEAL = "appeal"


class RestrictionGround(StrEnum):
    """Why processing is restricted rather than ended (DPA 2018 s.46, s.47)."""

    EVIDENCE = "evidence"
    ACCURACY_CONTESTED = "accuracy-contested"
    UNDER_AGE = "under-age"


class Verdict(StrEnum):
    """What a scrutiny panel thought of a decision; it never changes a journey."""

    APPROPRIATE = "appropriate"
    WITH_OBSERVATIONS = "appropriate-with-observations"
    INAPPROPRIATE = "inappropriate"
    COULD_NOT_AGREE = "could-not-agree"


class DecisionKind(StrEnum):
    """A decision that scrutiny looks at: to divert or not, or the outcome of the crime."""

    ELIGIBILITY = "eligibility"
    OUTCOME = "outcome"


class IdentifierKind(StrEnum):
    """An identifier of a person; its value is personal data."""

    PNC_ID = "pnc-id"
    CRO = "cro"
    FORCE_LOCAL = "force-local"
    FOREIGN = "foreign"


class Record(StrEnum):
    """The answer to: is a conviction or caution for this offence avoided?"""

    PENDING = "pending"
    AVOIDED = "avoided"
    AT_RISK = "at-risk"
    NOT_AVOIDED = "not-avoided"
    NONE_OTHER = "none-other"
    VOID = "void"
