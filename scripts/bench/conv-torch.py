# Times convolutions in PyTorch on one thread: reads {"input": shape, "weight": shape, "times": n} line by line, answers with the milliseconds.
import json
import sys
import time

import torch

torch.set_num_threads(1)
print(json.dumps({"version": torch.__version__}), flush=True)
kept = {}
for line in sys.stdin:
    asked = json.loads(line)
    if line not in kept:
        generator = torch.Generator().manual_seed(1)
        x, w = (torch.rand(asked[name], generator=generator) for name in ("input", "weight"))
        kept[line] = (x, w, torch.rand(w.shape[0], generator=generator))
    x, w, b = kept[line]
    milliseconds = []
    with torch.no_grad():
        for _ in range(asked["times"]):
            started = time.perf_counter()
            torch.nn.functional.conv2d(x, w, b)
            milliseconds.append((time.perf_counter() - started) * 1000)
    print(json.dumps(milliseconds), flush=True)
