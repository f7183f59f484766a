"""Every kind of problem that the service answers with; each has a page of its own.

A code once used is never given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.decisions.refusals import Kind, Refused

BASE = "/v1/problems/"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem: its code, its HTTP status, and a sentence that says what it is."""

    code: str
    status: int
    title: str

    @property
    def page(self) -> str:
        """Where it is explained, which is also its `type`."""
        return BASE + self.code


STATUS_OF = {
    Kind.INPUT: 422,
    Kind.ORDER: 409,
    Kind.POLICY: 422,
    Kind.ABSENT: 404,
    Kind.GONE: 410,
}

OF_REQUESTS = (
    ProblemType("json-malformed", 400, "The body is not JSON."),
    ProblemType("json-not-utf-8", 400, "The body is not in UTF-8."),
    ProblemType("request-malformed", 400, "The request is not HTTP as HTTP is written."),
    ProblemType("header-invalid", 400, "A header has not the form that it should have."),
    ProblemType("idempotency-key-missing", 400, "An Idempotency-Key, a UUID, is needed."),
    ProblemType("purpose-missing", 400, "The Purpose of the processing is needed."),
    ProblemType("cursor-invalid", 400, "The cursor is not one that a list here gave."),
    ProblemType("body-cut-off", 400, "The body ended before it was whole."),
    ProblemType("login-needed", 401, "Log in first, and send the token."),
    ProblemType("token-invalid", 401, "The token is not valid, or not any more."),
    ProblemType("not-permitted", 403, "The caller's role does not permit this."),
    ProblemType("page-restricted", 403, "The page is restricted; only evidence roles may read it."),
    ProblemType("another-force", 403, "A caller writes for their own force only."),
    ProblemType(
        "entries-not-shown", 403, "Entries are not given out here: they leave in a bundle."
    ),
    ProblemType("not-found", 404, "There is nothing here."),
    ProblemType(
        "not-published", 404, "The log has no such file: it was not sealed so far, or not there."
    ),
    ProblemType("no-such-page", 404, "There is no such page, or it is not yours to see."),
    ProblemType("no-such-import", 404, "There is no such import, or it is not yours to see."),
    ProblemType("no-such-sample", 404, "There is no such sample, or it is not yours to see."),
    ProblemType("no-such-webhook", 404, "There is no such webhook, or it is not yours to see."),
    ProblemType("method-not-allowed", 405, "That cannot be done here."),
    ProblemType("request-late", 408, "The request did not arrive in time."),
    ProblemType("body-late", 408, "The body did not arrive in time."),
    ProblemType("changed-meanwhile", 409, "Somebody else wrote on the page first: look again."),
    ProblemType("several-pages", 409, "The identifiers lead to several pages: name one of them."),
    ProblemType("ledger-too-large", 409, "The ledger is too large for that: ask on its machine."),
    ProblemType("still-running", 409, "The same request is being carried out: ask again."),
    ProblemType("too-many-webhooks", 409, "A client has ten webhooks at most: end one first."),
    ProblemType("version-stale", 412, "The page is not at the version that If-Match names."),
    ProblemType("body-too-large", 413, "The body is larger than a body may be."),
    ProblemType("entry-too-large", 413, "The entry would be larger than an entry may be."),
    ProblemType("line-too-long", 413, "The line is longer than a body may be."),
    ProblemType("too-many-lines", 413, "An import has at most 100,000 lines."),
    ProblemType("url-too-long", 414, "The URL is longer than a URL may be."),
    ProblemType("content-type-unknown", 415, "The body has to be JSON: application/json."),
    ProblemType("if-match-missing", 428, "Say in If-Match which version of the page was seen."),
    ProblemType("too-many-followers", 429, "The feed is followed by too many at once."),
    ProblemType("too-many-requests", 429, "That was asked too often: wait, then ask again."),
    ProblemType("headers-too-large", 431, "The headers are more, or larger, than they may be."),
)

OF_CONTENT = (
    ProblemType("invalid", 422, "Several fields are at fault, each in its own way."),
    ProblemType("json-too-deep", 422, "The JSON is nested deeper than 32 levels."),
    ProblemType("json-too-many", 422, "The JSON holds more values than a body may hold."),
    ProblemType("json-key-twice", 422, "An object names the same field twice."),
    ProblemType("json-no-number", 422, "NaN, infinite and overlong numbers are no numbers here."),
    ProblemType("text-not-allowed", 422, "A text holds a NUL or half a surrogate pair."),
    ProblemType("body-missing", 422, "A body is needed."),
    ProblemType("nothing-to-search-by", 422, "Nobody can be found by nothing."),
    ProblemType("field-missing", 422, "A field that is needed is missing."),
    ProblemType("field-unknown", 422, "A field is not known here."),
    ProblemType("not-an-object", 422, "An object is needed here."),
    ProblemType("not-a-list", 422, "A list is needed here."),
    ProblemType("not-a-text", 422, "A text is needed here."),
    ProblemType("not-a-whole-number", 422, "A whole number is needed here."),
    ProblemType("not-true-or-false", 422, "Either true or false is needed here."),
    ProblemType("number-out-of-range", 422, "The number is smaller or larger than it can be."),
    ProblemType("text-missing", 422, "The text is blank."),
    ProblemType("text-too-long", 422, "The text is longer than it may be."),
    ProblemType("text-malformed", 422, "The text has not the form that it should have."),
    ProblemType("too-many-items", 422, "The list is longer than it may be."),
    ProblemType("word-unknown", 422, "The word is not one of those that are listed."),
    ProblemType("day-malformed", 422, "A civil day is written as in 2019-12-10."),
    ProblemType("day-impossible", 422, "There is no such day."),
    ProblemType("day-in-the-future", 422, "What has happened is not ahead of today, London time."),
    ProblemType("time-malformed", 422, "An instant is written as in 2019-12-10T14:30:00Z."),
    ProblemType("time-impossible", 422, "There is no such time."),
    ProblemType("time-naive", 422, "A time needs its offset from UTC."),
    ProblemType("year-out-of-range", 422, "The year is before 1900 or more than ten years ahead."),
    ProblemType(
        "moment-malformed",
        422,
        "A size, or an instant as in 2019-12-10T14:30:00Z; in a URL its + is written %2B.",
    ),
    ProblemType("moment-ahead", 422, "What will be known at that instant is not known yet."),
    ProblemType("never-sealed-by-then", 422, "The ledger was not sealed by that instant."),
    ProblemType("beyond-the-ledger", 422, "The ledger has fewer entries than that."),
    ProblemType("idempotency-key-reused", 422, "Another request had this Idempotency-Key."),
    ProblemType("url-not-allowed", 422, "Only an https URL without user, password or fragment."),
    ProblemType("address-not-allowed", 422, "The URL's name has to lead to public addresses only."),
    ProblemType("value-invalid", 422, "The value is not what is asked for here."),
    ProblemType("import-empty", 422, "The import has no line that is not empty."),
    ProblemType("operation-unknown", 422, "No command that an import can hold has that name."),
    ProblemType("participant-twice", 422, "Name the page once, by its id or by an earlier line."),
    ProblemType("participant-of-unknown", 422, "No line of yours with that key was recorded."),
)

OF_SERVICE = (
    ProblemType("fault", 500, "A fault of ours."),
    ProblemType("entry-unreadable", 500, "A stored entry cannot be read."),
    ProblemType("not-as-drawn", 500, "The ledger is not the one that the sample was drawn from."),
    ProblemType("access-not-logged", 503, "The access cannot be recorded, so nothing is shown."),
    ProblemType("write-uncertain", 503, "Whether it was written is not known: look, then repeat."),
    ProblemType("ledger-unavailable", 503, "The ledger cannot be used now; nothing was written."),
    ProblemType("not-sealed", 503, "The ledger was not sealed in time; nothing was written."),
    ProblemType("busy", 503, "Something heavy is under way: one at a time. Ask again."),
    ProblemType("views-behind", 503, "The lists have not come as far as asked: try again."),
    ProblemType("not-ready", 503, "The service is not ready."),
    ProblemType("import-not-kept", 503, "The import cannot be kept now; nothing of it was."),
    ProblemType("import-file-missing", 500, "The lines of the import are not there any more."),
    ProblemType("keys-unavailable", 503, "Nobody can be told from anybody: the issuer is away."),
)


def _refusals(kind: type[Refused]) -> Iterable[type[Refused]]:
    for refusal in kind.__subclasses__():
        yield refusal
        yield from _refusals(refusal)


def _of_refusal(refusal: type[Refused]) -> ProblemType:
    sentence = " ".join((refusal.__doc__ or "").split("\n\n")[0].split()).split(";")[0]
    return ProblemType(refusal.code, STATUS_OF[refusal.kind], sentence.rstrip(".") + ".")


OF_DECISIONS = tuple(_of_refusal(refusal) for refusal in _refusals(Refused))

TYPES: dict[str, ProblemType] = {
    one.code: one for one in (*OF_REQUESTS, *OF_CONTENT, *OF_DECISIONS, *OF_SERVICE)
}
