"""What a column may hold, for each kind of file, and by which headings it is recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.imports.models import Kind, Subject


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a line may say. `heads` are headings it goes by, without spaces, signs and capitals."""

    key: str
    words: Any
    heads: str
    needed: bool = False


NAMES = (
    Field("family", _l("Family name"), "surname familyname lastname legalsurname legallastname sn", needed=True),
    Field(
        "given", _l("Given name"), "forename givenname firstname legalforename legalfirstname forenames", needed=True
    ),
)

PUPIL = (
    Field("upn", _l("Unique pupil number"), "upn uniquepupilnumber pupilupn studentupn identifier"),
    Field("former_upn", _l("Former number, to find them by"), "formerupn previousupn"),
    Field("uln", _l("Unique learner number"), "uln uniquelearnernumber"),
    *NAMES,
    Field(
        "use_family",
        _l("Family name in use"),
        "preferredsurname preferredlastname preferredfamilyname chosensurname preferredlastnames",
    ),
    Field(
        "use_given",
        _l("Given name in use"),
        "preferredforename preferredfirstname preferredgivenname chosenname chosenforename",
    ),
    Field("known_as", _l("Known as"), "knownas preferredname knownname nickname calledname"),
    Field(
        "born",
        _l("Date of birth"),
        "dob dateofbirth birthdate birthday borndate dateofbirthddmmyyyy",
        needed=True,
    ),
    Field(
        "year",
        _l("Year group"),
        "ncyearactual ncyear yeargroup year yearactual curriculumyear grade grades nationalcurriculumyear yeargroups",
    ),
    Field("language", _l("First language"), "firstlanguage languagefirst language homelanguage languagecode"),
    Field(
        "starts", _l("On the roll from"), "entrydate dateofentry admissiondate startdate datestart doa enrolmentdate"
    ),
    Field("ends", _l("On the roll until"), "leavingdate dateofleaving dol enddate dateend leaverdate"),
    Field("la", _l("Authority number"), "lea la laestabla lanumber"),
    Field("estab", _l("School number"), "estab estabnumber laestab dfenumber dfeno establishmentnumber schoolnumber"),
    Field("urn", _l("School’s URN"), "urn schoolurn"),
    Field("school", _l("School"), "school schoolname establishmentname organisation orgname"),
    Field("status", _l("On its roll as"), "enrolstatus enrolmentstatus enrollmentstatus"),
)

CARER = (
    Field("pupil_upn", _l("The pupil’s number"), "upn pupilupn studentupn childupn uniquepupilnumber"),
    Field(
        "pupil_family",
        _l("The pupil’s family name"),
        "pupilsurname studentsurname pupillastname childsurname studentlastname",
    ),
    Field(
        "pupil_given",
        _l("The pupil’s given name"),
        "pupilforename studentforename pupilfirstname childforename studentfirstname",
    ),
    Field(
        "pupil_born",
        _l("The pupil’s date of birth"),
        "pupildob studentdob childdob pupildateofbirth studentdateofbirth dob",
    ),
    *NAMES,
    Field("called", _l("What the pupil calls them"), "called pupilcallsthem knownas salutationtopupil"),
    Field(
        "relation", _l("Relationship"), "relationship relation relationshiptopupil relationshiptostudent contacttype"
    ),
    Field(
        "responsibility",
        _l("Parental responsibility"),
        "responsibility parentalresponsibility hasparentalresponsibility pr",
    ),
    Field("in_law", _l("A parent in education law"), "parentineducationlaw parentinlaw legalparent"),
    Field(
        "lives_with",
        _l("The pupil lives with them"),
        "liveswith addressaspupil samehousehold liveswithpupil sameaddress",
    ),
    Field("order", _l("A court’s order that limits them"), "courtorder orderinforce restriction restrictions"),
    Field("phone", _l("Phone"), "phone mobile telephone phoneno mobilenumber telephonenumber phone1 sms"),
    Field("email", _l("Email"), "email emailaddress primaryemail"),
    Field("language", _l("Language they prefer"), "language firstlanguage preferredlanguage"),
    Field("priority", _l("When to ring them"), "priority contactpriority contactorder order1 callorder"),
    Field("rung", _l("May be rung"), "mayberung contactcall emergencycontact"),
    Field("collect", _l("May collect"), "maycollect cancollect authorisedtocollect collection"),
)

STAFF = (
    *NAMES,
    Field("email", _l("Email"), "email emailaddress workemail primaryemail username", needed=True),
    Field("role", _l("Role"), "role jobtitle post position stafftype"),
    Field("year", _l("Year group, for a head of year"), "yeargroup headofyearof ncyear"),
    Field("school", _l("Where"), "school schoolname organisation establishmentname orgname"),
    Field("urn", _l("School’s URN"), "urn schoolurn"),
    Field("starts", _l("From"), "startdate datestart contractstart from"),
    Field("ends", _l("Until"), "enddate dateend leavingdate contractend until"),
)

FIELDS: Mapping[Kind, Sequence[Field]] = {Kind.PUPILS: PUPIL, Kind.CARERS: CARER, Kind.STAFF: STAFF}
OF: Mapping[Subject, Sequence[Field]] = {Subject.PUPIL: PUPIL, Subject.CARER: CARER, Subject.STAFF: STAFF}
SUBJECT_OF: Mapping[Kind, Subject] = {
    Kind.PUPILS: Subject.PUPIL,
    Kind.CARERS: Subject.CARER,
    Kind.STAFF: Subject.STAFF,
}


def plain(heading: str) -> str:
    """A heading as it is compared: letters and digits alone, without capitals."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


# Our own names of fields that stand over quite other things elsewhere.
NO_HEADINGS = frozenset({"status", "order", "called", "rung"})


def recognise(kind: Kind, headings: Sequence[str]) -> dict[int, str]:
    """Which field each column holds, by its heading. A field is taken once, by its best heading, then the first."""
    heads = [plain(heading) for heading in headings]
    found: dict[int, str] = {}
    for field in FIELDS[kind]:
        own = () if field.key in NO_HEADINGS else (plain(field.key),)
        for name in (*own, *field.heads.split()):
            column = next((at for at, head in enumerate(heads) if head == name and at not in found), None)
            if column is not None:
                found[column] = field.key
                break
    return found


def missing(kind: Kind, fields: Mapping[int, str]) -> list[Field]:
    """The fields without which no line can be read."""
    held = set(fields.values())
    lacking = [field for field in FIELDS[kind] if field.needed and field.key not in held]
    if kind is Kind.CARERS and "pupil_upn" not in held:
        whole = {"pupil_family", "pupil_given", "pupil_born"} <= held
        lacking += [] if whole else [next(field for field in CARER if field.key == "pupil_upn")]
    return lacking


def doubled(headings: Sequence[str]) -> list[str]:
    """Headings that stand over more than one column."""
    heads = [plain(heading) for heading in headings]
    return sorted({words for words, head in zip(headings, heads, strict=True) if head and heads.count(head) > 1})
