"""Runs Python that the book exports, one script after the other in one process, each as if it had been called by itself.

    run-scripts.py QUESTIONS.json      a list of questions, each one of

    {"code": …, "argv": […]}                    run a script: what does it print?
    {"code": …, "state": {…}, "input": {…}}     run a script, give its `net` other numbers: what does it make of an input?
    {"parse": …}                                is this Python at all?

Prints a list of answers as JSON; what fails has the words of the failure as its "error".
"""

import ast
import contextlib
import io
import json
import sys
import traceback

import torch

torch.set_num_threads(1)


def array(values):
    return torch.tensor(values["data"], dtype=torch.float32).view(values["shape"])


def answer(question):
    if "parse" in question:
        ast.parse(question["parse"])
        return {"output": ""}
    printed, names = io.StringIO(), {"__name__": "__main__"}
    sys.argv = ["exported.py", *question.get("argv", [])]
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        exec(compile(question["code"], "exported.py", "exec"), names)
    if "state" not in question:
        return {"output": printed.getvalue()}
    net = names["net"].eval()
    net.load_state_dict({name: array(values) for name, values in question["state"].items()}, strict=True)
    with torch.no_grad():
        return {"output": printed.getvalue(), "values": net(array(question["input"])).flatten().tolist()}


def attempt(question):
    try:
        return answer(question)
    except (Exception, SystemExit):
        return {"error": traceback.format_exc()}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([attempt(question) for question in json.load(file)]))
