"""What sits inside the kernel while a submission is graded, and keeps its own code from judging itself.

Runs in the sandbox: only the standard library may be imported at the top of these modules. The zygote imports
:mod:`grader.judge.pristine` last of all, so that every kernel inherits a record of the unchanged packages.
"""
