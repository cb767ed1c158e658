"""Mail: a letter is a row of the transaction it tells of, and a job sends it afterwards."""

from virtual_school.core.leaving import Sending, may_send
from virtual_school.core.mail import sending as sending
from virtual_school.core.mail.addresses import BadAddress, is_address
from virtual_school.core.mail.letters import Letter, queue_mail
from virtual_school.core.mail.models import Mail, MailState

__all__ = ["BadAddress", "Letter", "Mail", "MailState", "Sending", "is_address", "may_send", "queue_mail"]
