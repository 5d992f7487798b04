"""What sits inside the kernel while a submission is graded, and keeps its own code from judging itself.

Runs in the sandbox, in the same process as the trainee's code, so it must not be reachable from there. Its parts
are functions in closures, not classes or module attributes; :mod:`grader.judge.inside` takes these modules out of
``sys.modules`` before the first cell, keeps its state in the frame of a generator, and an audit hook, which cannot
be removed, refuses the ways to such frames.

The zygote imports :mod:`grader.judge.pristine` last of all, so that every kernel inherits a record of the unchanged
packages.

What remains possible: the judge shares a process with the code it judges, so whoever reads memory past Python (numpy
and pyarrow can) finds the tests; or an answer is right for the tested values only. None of it reaches outside the
sandbox or another submission.
"""
