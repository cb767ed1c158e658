"""What people of the demonstration say: words of our own, given out by number and never by who somebody is."""

from collections.abc import Sequence
from typing import TypeVar

Words = TypeVar("Words")

WHY_NOW = (
    "In lessons less and less since the spring; mornings go better than afternoons.",
    "Leaves the room in most lessons of the week, and comes back when it is quiet.",
    "Has been in two fights this term and does not want to be in the corridor at all.",
    "Comes to school and not to lessons; the library is the one place that works.",
    "Was off for six weeks and cannot find a way back in.",
)
TRIED = (
    "A later start; a card to leave the room; a quiet place at lunch.",
    "Smaller groups for maths; a call home each Friday; a report that counts what went well.",
    "Time with the school’s own mentor; a changed form; work sent home.",
)
STRENGTHS = (
    "I can mend most things if I am left alone with them.",
    "I am good with little kids. My cousins all come to me.",
    "Drawing. Cooking. I learn a thing when I see it done.",
    "I do not give up at games. I know every map.",
    "I can talk to anybody, only not in front of a class.",
    "Numbers are all right. It is the reading that gets me.",
)
IN_THE_WAY = (
    "Big rooms and everybody looking.",
    "I am tired before it starts. I do not sleep.",
    "When I get something wrong I want to be out of there.",
    "The bus, the gate, the corridor. Lessons are not even the worst.",
    "People say things and I hit out before I think.",
)
HOPES = (
    "A course at college where you make something.",
    "To get through a week without being sent out.",
    "My GCSEs in English and maths. That is all I want.",
    "To have one teacher who does not know about last year.",
    "A job with animals.",
)
CARER_HOPES = ("That the phone stops ringing.", "A morning without a fight.", "To see them happy to go somewhere.")
REASONS = (
    "The school has tried what it can. A smaller week with a person in it gives a way back.",
    "What helps is known, and the Virtual School can give it. The place at school stays open.",
    "Half the week works already. This builds on that half.",
)
GOALS = (
    ("Be in every Monday", "both sessions, four weeks running", "the mentor"),
    ("Finish one piece of work a week", "handed in by Friday, six weeks of eight", "the mentor"),
    ("Read for ten minutes a day", "ticked off at breakfast, five days of seven", "somebody at home"),
    ("Ask for help before leaving the room", "three times in a week", "the key adult"),
    ("Functional Skills maths, Level 1", "nine of twelve tasks secure", "the tutor"),
)
PRAISE = (
    "Stayed for the whole session and put the chairs away.",
    "Asked a question in front of the others.",
    "Came in although the bus was late and nobody would have minded.",
    "Helped a younger pupil without being asked.",
    "Finished something that was left lying last week.",
)
HARD = (
    "Left the room after ten minutes. Came back at the end.",
    "Would not begin. We talked about the weekend instead.",
    "An argument at the door. Both calm again by lunch.",
    "Very tired. Head on the table for most of it.",
)
CONTACTS = (
    "How the week went. Monday is still the hard one.",
    "Walked round the block and talked about next week.",
    "Went through the plan. The goal about mornings stays.",
    "Short call: everything in its place.",
    None,
)
# How it goes with the few who live in a way of their own: what their mentor writes down.
CONTACTS_OF: dict[str, tuple[str | None, ...]] = {
    "does_not_write": (
        "Told me the whole piece and I typed it, word for word. Read it back aloud and changed one line.",
        "Handed in by talking into the phone again: four minutes, and all of it to the point.",
        "A photo of the model instead of a page of writing. The teacher answered by voice.",
        "We agreed: nobody asks for writing in front of others. Talking, drawing and photos count.",
    ),
    "ill_at_home": (
        "Too tired to sit up today. We did ten minutes by phone, lying down, and that was right.",
        "A better week: two pieces done in bed, both in the morning. Afternoons are for rest.",
        "Nurse says one hour a day until the clinic on the ninth. Teachers know.",
        "Called before lunch, when there is most strength. Next call on Thursday.",
    ),
    "keep_one": (
        "Goes in by the side gate at ten to nine, as agreed. Quiet week.",
        "Asked to change the bus stop back. I said I would ask the safeguarding lead first.",
    ),
    "keep_two": (
        "Settled in the afternoon group. The morning room stays somebody else’s, as agreed.",
        "Wanted to come in early on Friday. We kept to the hours that were agreed.",
    ),
    "young_carer": ("Was up with a little brother from five. We moved the deadline, not the standard.",),
}
HANDED = (
    "I did numbers 1 to 6. Number 4 took me two goes.",
    "I think it is because of the second reason, because the first is only what he says about himself.",
    "Did it with my mum at the kitchen table. The last part is guessed.",
    "Here is what I wrote down. I drew it first and then put the words to it.",
    "All done apart from the stretch.",
    "It was easier than I thought. I checked it with the example.",
)
ANSWERED = (
    "You showed how you got there, so I could follow every step. Well done.",
    "The second half is much stronger than the first: look at what you changed, and do that again next time.",
    "Right, and clearly put. One thing to try: say why before you say what.",
    "I like the example you chose. It is your own, and it fits.",
)
AGAIN = (
    "The start is right. Look once more at step 3 and try that part again: you are close.",
    "Good ideas, and I want to read more of them. Add two sentences that say why.",
)
AWAY = {
    "ill": "Ill for some days. Can read a little.",
    "injured": "A broken ankle. Can sit up and read.",
    "suspended": "Suspended. Work is to come home with the letter.",
    "bereaved": "Somebody close has died. No rush.",
    "caring": "Needed at home for a while.",
    "other": "Cannot be in lessons for now.",
}


def nth(words: Sequence[Words], number: int) -> Words:
    """The n-th of them, from the beginning again after the last."""
    return words[number % len(words)]
