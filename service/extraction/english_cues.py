"""The words before a day in an English sentence that tell what it means."""

import re

_EVENT = (
    r"workshop|conference|seminar|lecture|talk|summer school|winter school|exam(?:ination)?s?|session"
    r"|meeting|ceremony|forum|break|holidays?|vacation|recess|closure|check-in|move-in|hearing|rehearsal|tour"
    r"|opening|briefing|visit|rally|screening|excursion|tournament|matriculation|convocation|celebration"
    r"|festival|camp"
    r"|webinar|symposium|exhibition|orientation|training|interviews?|concert|open day|career fair|job fair|fair"
    r"|competition|contest|maintenance|outage|graduation|commencement|colloquium|defen[cs]e|reception|course"
)
_WINDOW = (
    r"registration|pre-registration|applications?|nominations?|submissions?|enrol?lment|voting|payment"
    r"|course selection"
    r"|abstracts?|proposals?|papers?|bids?|tenders?"
)
EVENT_NOUN = re.compile(rf"\b(?:{_EVENT})\b", re.I)
WINDOW_NOUN = re.compile(rf"\b(?:{_WINDOW})\b", re.I)
NO_DEMAND = re.compile(
    r"\b(?:expir\w+|valid|born|graduat\w+|obtained|received|issued|awarded|completed|published|posted"
    r"|updated|founded|established"
    r"|since|as of|aged?|dated|effective|in force|employed|enrolled|taken|term runs|contract|hired"
    r"|released|version|appointed|retired)\b"
    r"[^,;:]{0,30}$",
    re.I,
)
DEADLINE = re.compile(
    r"(?:\bdeadline (?:extended|changed|moved)(?: to)?\s*:?|\bopen (?:from )?now (?:until|till|to)|\b(?:no"
    r"|not) later than|\bat the latest by|\bdeadline\b(?: (?:for|of|to|is|will be"
    r"|date)\b[^.;:]{0,50})?\s*:?"
    r"|\b(?:are|is|now)? ?due(?: (?:by|on|before|date))?\s*:?|\bclosing date\b[^.;:]{0,40}(?:is|:)|\bclos(?:es?"
    r"|ing)(?: date)?(?: (?:is|on|at))?\s*:?"
    r"|\bends?(?: on)?|\bRSVP(?: by)?\s*:?|\blast (?:day|date)\b[^.;:]{0,40}(?:is|:)|\bopen (?:until|till))"
    r"\s*(?:on|is|by|at|until|till)?\s*(?:the\s+)?$",
    re.I,
)
BY = re.compile(r"\b(?:by|before|until|till|prior to)\s*(?:the\s+)?$", re.I)
ASKED = re.compile(
    r"\b(?:must|should|please|need(?:s)? to|required|(?:is|are) requested|are asked|shall|payable|have to"
    r"|has to|kindly|submit|apply"
    r"|register"
    r"|^\s*(?:fill|complete|book|e-?mail|contact|notify|inform|collect|order|check|make sure|enter|enrol"
    r"|nominate|choose"
    r"|select|reserve|finish|post|pick up)"
    r"|RSVP|send|sign up|(?:is|are) to be|hand(?:ed)? in|return|replying|reply|confirm|pay|upload|bring"
    r"|let us know|are invited|can be|(?:is|are) (?:possible|available|welcome)|may (?:apply|register|submit"
    r"|be)|can (?:apply|register|submit|pick|book|view)|will be accepted|are accepted)\b",
    re.I,
)
RECEIVED_BY = re.compile(
    r"\b(?:must|should|need to|needs to|has to|have to|(?:is|are) to) (?:be received|reach"
    r"|arrive)\b[^,;:]{0,40}\b(?:by|before|than|until)\s*(?:the\s+)?$",
    re.I,
)
"""'received by' sets a term here, and is a condition elsewhere."""
WHO = re.compile(
    r"\b(?:who|whose|those|anyone|if|arriving)\b(?![^,;:]*\b(?:must|should|please|need|required|asked)\b)[^,;:]*$",
    re.I,
)
BOUNDED = re.compile(
    r"\b(?:as early as|(?:no|not) earlier than|not before|(?:in|of) the week (?:of|beginning|starting)|after"
    r"|(?:semester|term|contract|position|appointment)\b[^,;:]{0,40}\bends?(?: on)?)\s*(?:the\s+)?$"
    r"|\b(?:fellowship|position|project|contract|term|appointment|grant|licen[cs]e|insurance|post)s?\b[^,;:]{0,30}"
    r"\b(?:runs?|lasts?|is|are|may start|may begin|starts?|begins?)\s+(?:from|between|on)?\s*$",
    re.I,
)
"""What limits a thing that has no term for the reader."""
PAST = re.compile(
    r"\b(?:was|were|had|did|took|held its|welcomed|announced|said|attended|has been (?:held|published))\b", re.I
)
TAKES_PLACE = re.compile(
    r"\b(?:(?:will|to|shall) (?:be (?:held|hosted|organi[sz]ed|conducted|carried out|given|delivered|presented"
    r"|offered)"
    r"|take place"
    r"|start|begin|open|meet|commence|resume|reopen)|takes? place"
    r"|(?:is|are) (?:expected|planned|due) to (?:be held|take place|start|begin)|is held|are held"
    r"|(?:is|are) planned (?:for|on)|is scheduled (?:for|on)|are scheduled (?:for|on)|scheduled for|starts?"
    r"|begins?"
    r"|commences?|resumes?|reopens?)\b"
    r"[^.;:]{0,40}$",
    re.I,
)
UNAVAILABLE = re.compile(
    r"\b(?:will be|is|are|remains?) (?:unavailable|closed|offline|down|interrupted|shut (?:down|off)"
    r"|cut(?: off)?|suspended|switched off|upgraded|replaced|tested|moved"
    r"|out of service)\b[^.;:]{0,40}$",
    re.I,
)
WILL = re.compile(r"\bwill\b[^.;:]{1,80}\bon\s*$", re.I)
HOSTED = re.compile(
    r"\b(?:will|to) (?:host|hold|run|offer|organi[sz]e|visit|present|last|be)\b[^.;:]{1,80}$", re.I
)
CAN = re.compile(r"\b(?:may|can|could)\b", re.I)
UNTIL = re.compile(
    r"\b(?:is|are|be|remains?|runs?|can|may|granted|possible|accepted|available|extended"
    r"|open)\b[^.;:]{0,60}\b(?:until|till|up to)\s*(?:the\s+)?$",
    re.I,
)
JOIN = re.compile(r"\b(?:join us|come)\b[^.;:]{0,60}\bon\s*$", re.I)
ATTEND = re.compile(
    r"\b(?:attend|come to|meet|gather|report to|show up|arrive)\b[^.;:]{0,80}\b(?:on|at)\s*(?:the\s+)?$", re.I
)
NAMED_EVENT = re.compile(rf"^[^.;]{{0,60}}\b(?:{_EVENT})\b[^.;]{{0,80}}[,:|–—-]\s*$", re.I)
"""'Seminar on heat, 22 October 2025, 15:00'."""
LABEL = re.compile(r"^\W*(?P<label>(?:[\w'&/()-]+\s+){0,5}[\w'&/()-]+)\s*[:：]\s*(?:from\s+|on\s+|by\s+)?$")
GENERIC = re.compile(r"^(?:when|date|dates|time|date\s*(?:and|&|/)\s*time|time\s*(?:and|&|/)\s*date|day)$", re.I)
MOVED = re.compile(
    r"\b(?:extended|moved|postponed|changed|rescheduled|deferred)\b(?:\s+(?:from|to|until|till))*\s*(?:the\s+)?$",
    re.I,
)
TERM = re.compile(r"\b(?:deadline|closing date|due date|submissions?|applications?|registration)\b", re.I)
ANNOUNCED = re.compile(r"notification|\bresults?\b|announce|\bdecisions?\b|\b(?:opens?|starts?|begins?)$", re.I)
"""Labels of days on which something is told or begins."""
THEIRS = re.compile(
    r"\b(?:will|would|shall be|expect\w*|plan(?:s|ned)?|aims?|hopes?|going to|was|were|has|have|had)\b(?! to\b)"
    r"[^,;:]*$",
    re.I,
)
"""'Results will be announced by' is what the office does."""
ONLY_BY = re.compile(r"\bby\s*(?:the\s+)?$", re.I)
FOR_CONSIDERATION = re.compile(
    r"\b(?:applications?|nominations?|submissions?|proposals?|abstracts?|forms?)"
    r" (?:that (?:are|have been) )?"
    r"(?:received|submitted|sent|complete) (?:by|before|until)\s*(?:the\s+)?$",
    re.I,
)
TOO_LATE = re.compile(
    r"\b(?:applications?|nominations?|submissions?|registrations?|proposals?|abstracts?|forms?|entries|requests?)"
    r"(?: (?:that (?:are|arrive)|which (?:are|arrive)))? (?:received|submitted|sent|arriving"
    r"|made) after\s*(?:the\s+)?$",
    re.I,
)
REFUSED = re.compile(r"^[^.;:]{0,20}\b(?:cannot|can not|will not|won't|may not|are not|shall not)\b", re.I)
"""'received after 31 October cannot be considered'."""
ASKS_TO_HAND_IN = re.compile(
    r"\b(?:submissions?|proposals?|letters? of intent|abstracts?|papers?|nominations?|applications?"
    r"|manuscripts?|drafts?|camera-ready|final versions?)\b",
    re.I,
)
IS_ON = re.compile(r"\b(?:is|are|be|falls?) on\s*$", re.I)
ON = re.compile(r"\bon\s*(?:the\s+)?$", re.I)
"""Before an hour of a day: 'Donate blood on Wednesday, 29 October, 9:00-15:00'."""
