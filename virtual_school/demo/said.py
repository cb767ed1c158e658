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
DISCUSSED = (
    "Their own words first. They know what they want; the corridor is what stops them.",
    "The mentor’s name is known at home, and home picks up the telephone. That is worth a lot.",
    "Two of us asked what happens at three o’clock. The school says who is there.",
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
# What they and their school say of it themselves, in the referral and in the plan: good at, in the way, hope.
OWN_WORDS: dict[str, tuple[str, str, str]] = {
    "does_not_write": (
        "Telling you things. Drawing them. Ask me and I will say it, only do not make me write it.",
        "Writing. I can see the whole page in my head and my hand will not do it.",
        "To hand in by talking, and get the same marks as everybody.",
    ),
    "ill_at_home": (
        "Reading, when I can. I know more about bridges than the teacher.",
        "I am ill. An hour is a lot. After lunch I am asleep.",
        "To sit my GCSEs in maths and English, at home if I have to.",
    ),
    "young_carer": (
        "I run a house. I can cook for five and I never forget a medicine.",
        "Mornings. My brother has to be up, washed and on his bus before I can be anywhere.",
        "That nobody is cross when I am late, because they know why.",
    ),
    "says_no": (
        "I am not saying.",
        "People talking about me in rooms I am not in.",
        "To be asked first.",
    ),
    "with_father": (
        "Apprenticed to my dad, really. I can cut a joint that holds without glue.",
        "Sitting. Six hours of sitting.",
        "A real apprenticeship, with papers, and my dad proud of it.",
    ),
    "brother": (
        "Football, and looking out for my sister.",
        "If she has had a bad day I cannot think about anything else.",
        "That we both get through the year.",
    ),
    "sister": (
        "I can draw anything. My brother says so, and he is mean about most things.",
        "Being compared with my brother.",
        "A term where nobody rings Mum.",
    ),
    "apart": (
        "I have two rooms in two houses and I keep both tidy.",
        "Sunday nights. My bag is always in the other house.",
        "One set of books in each place.",
    ),
}
WHY_NOW_OF = {
    "does_not_write": "Has handed in nothing on paper since Year 7, and can talk a whole class through an experiment.",
    "ill_at_home": "Ill since the spring. The hospital says: an hour a day at home, and no more until it looks again.",
    "young_carer": "Gets a brother ready before school and is late for most first lessons. Known as a young carer.",
    "keep_one": "Lessons go well in a small group. Times and places are agreed with the safeguarding lead first.",
    "keep_two": "Needs a start of the day of their own. Times and places are agreed with the safeguarding lead first.",
}
GOALS_OF = {
    "does_not_write": ("Hand in by voice, photo or drawing", "five pieces of six, none of them written", "the mentor"),
    "ill_at_home": ("One hour on four mornings", "four mornings of five, three weeks running", "somebody at home"),
    "young_carer": ("In by ten on school days", "late start agreed; four days of five", "the key adult"),
    "with_father": ("A first unit in joinery", "six tasks signed by Dad and looked at by the mentor", "Ned Hallam"),
}
# How it goes with them: what their mentor writes down.
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
