"""Papers: a page as an accessible PDF, made by a job as the person who asked, and theirs alone.

    @papers.maker("plan", name=_l("Plan"))                 # in the package's jobs.py
    def plan(viewer: Viewer, plan_id: uuid.UUID) -> str:
        found = queries.to_print(viewer, plan_id)          # NotVisible, Refused: there is no paper
        return render_template("plans/paper.html", plan=found)

    papers.ask(viewer, "plan", plan_id)                    # a row and a job, in the caller's transaction

The template extends `papers/layout.html`; a page asks by `ask_paper(kind, id)` of `papers/_ask.html`. The maker must
give the same page for the same rows: when the page has become another, a paper made before is not given out.
"""

from virtual_school.core.papers import jobs as jobs
from virtual_school.core.papers.asking import ask
from virtual_school.core.papers.models import Paper
from virtual_school.core.papers.registry import maker, set_stage

__all__ = ["Paper", "ask", "maker", "set_stage"]
