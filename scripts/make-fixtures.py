"""Makes the expected values of tests/fixtures again, by PyTorch (and symmetric padding, which PyTorch lacks, by NumPy).

    python3 scripts/make-fixtures.py            writes the files anew
    python3 scripts/make-fixtures.py --check    only compares, and fails where a file differs

Most files hold their inputs themselves; those of pad2d-symmetric.json, mixtures.json, every-layer.json and training.json are drawn here. The
images of simple-cnn.json are the first 64 threes and sevens of public/data, and those of training runs the batches from there on.
On Debian: apt-get install python3-torch.
"""

import copy
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "scripts" / "torch"))
from sequential import sequential  # noqa: E402, once its folder is known

FOLDER = ROOT / "tests" / "fixtures"
DIGITS = ROOT / "public" / "data" / "threes-sevens"
TOLERANCE = 1e-4  # between releases of PyTorch, which may add in another order


def to_torch(stored):
    return torch.tensor(stored["data"], dtype=torch.float32).reshape(stored["shape"])


def rounded(value, digits):
    """What is written: "+ 0.0" makes -0 a plain 0."""
    return float(f"{value:.{digits}g}") + 0.0


def to_json(values, digits=7):
    """Seven digits are what float32 has; nine tell any two of its numbers apart."""
    array = np.asarray(values, dtype=np.float64)
    return {"shape": list(array.shape), "data": [rounded(value, digits) for value in array.ravel()]}


def pad(image, rows, cols, mode):
    """F.pad names the last axis first, and calls zeros "constant"."""
    return F.pad(image, [cols, cols, rows, rows], mode="constant" if mode == "zeros" else mode)


def conv2d(case):
    padded = pad(to_torch(case["input"]), *case["padding"], case["paddingMode"])
    weight, bias = to_torch(case["weight"]), to_torch(case["bias"]) if "bias" in case else None
    return F.conv2d(padded, weight, bias, stride=case["stride"], dilation=case["dilation"], groups=case["groups"])


def make_conv2d(stored):
    return {"torch": torch.__version__, "cases": [{**case, "output": to_json(conv2d(case))} for case in stored["cases"]]}


def make_pad2d(stored):
    def padded(case):
        return to_json(pad(to_torch(case["input"]), *case["padding"], case["paddingMode"]))

    return {"cases": [{**case, "output": padded(case)} for case in stored["cases"]]}


def make_session_digit(stored):
    image = torch.tensor(stored["image"], dtype=torch.float32)[None, None]
    names = list(stored["kernels"])
    stack = torch.tensor([stored["kernels"][name] for name in names], dtype=torch.float32).reshape(-1, 1, 3, 3)
    maps = F.conv2d(image, stack)[0]
    return {**stored, "features": {name: to_json(one[None, None]) for name, one in zip(names, maps)}}


def make_pad2d_symmetric(_):
    cases = []
    for height, width in [(1, 4), (3, 3), (2, 5)]:
        image = np.arange(1, height * width + 1, dtype=np.float32).reshape(1, 1, height, width)
        for rows, cols in [(0, 1), (1, 2), (height, width)]:
            if rows <= height and cols <= width:
                output = np.pad(image, [(0, 0), (0, 0), (rows, rows), (cols, cols)], mode="symmetric")
                cases.append(
                    {"input": to_json(image), "padding": [rows, cols], "paddingMode": "symmetric", "output": to_json(output)}
                )
    return {"numpy": np.__version__, "cases": cases}


def again(compute):
    """A maker of a file whose cases hold their inputs: only the outputs are computed anew."""
    return lambda stored: {**stored, "cases": [{**case, "output": to_json(compute(case))} for case in stored["cases"]]}


def slide(case):
    return {"stride": case["stride"], "padding": case["padding"], "dilation": case.get("dilation", 1)}


def conv1d(case):
    return F.conv1d(to_torch(case["input"]), to_torch(case["weight"]), to_torch(case["bias"]), **slide(case))


def conv3d(case):
    return F.conv3d(to_torch(case["input"]), to_torch(case["weight"]), to_torch(case["bias"]), **slide(case))


def conv_transpose2d(case):
    stamped = slide(case) | {"output_padding": case["outputPadding"], "groups": case.get("groups", 1)}
    return F.conv_transpose2d(to_torch(case["input"]), to_torch(case["weight"]), to_torch(case["bias"]), **stamped)


def unfold(case):
    return F.unfold(to_torch(case["input"]), case["kernel"], **slide(case))


def digits(count):
    """The first threes and sevens of the training set: pixels / 255, and 1 for a seven."""
    pixels, labels = [], []
    for entry in json.loads((DIGITS / "manifest.json").read_text())["sets"]["train"]["chunks"]:
        n = entry["count"]
        content = np.frombuffer(gzip.decompress((DIGITS / entry["file"]).read_bytes()), dtype=np.uint8)
        labels.append(content[4 * n : 5 * n] == 7)
        pixels.append(content[5 * n :].reshape(n, 1, 28, 28))
    images = torch.tensor(np.concatenate(pixels)[:count], dtype=torch.float32) / 255
    return images, torch.tensor(np.concatenate(labels)[:count].astype(np.int64))


def simple_cnn(parameters, images):
    for at, (weight, bias) in enumerate(parameters):
        images = F.conv2d(images if at == 0 else F.relu(images), weight, bias, stride=2, padding=1)
    return images.flatten(1)


def make_simple_cnn(stored):
    batch, runs = stored["batch"], stored["runs"]
    images, labels = digits(batch * max(len(run["losses"]) for run in runs.values()))

    def fresh():
        return [tuple(to_torch(layer[name]).requires_grad_() for name in ("weight", "bias")) for layer in stored["init"]]

    def loss_of(parameters, step=0):
        part = slice(step * batch, (step + 1) * batch)
        return F.cross_entropy(simple_cnn(parameters, images[part]), labels[part])

    def losses(name, run):
        parameters = fresh()
        kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[name]
        optimiser = kind([one for layer in parameters for one in layer], lr=run["lr"])
        found = []
        for step in range(len(run["losses"])):
            optimiser.zero_grad()
            loss = loss_of(parameters, step)
            found.append(rounded(loss.item(), 9))
            loss.backward()
            optimiser.step()
        return found

    def exact(values):
        return to_json(values, digits=9)

    parameters = fresh()
    loss = loss_of(parameters)
    loss.backward()
    return {
        **stored,
        "logits": exact(simple_cnn(parameters, images[:batch]).detach()),
        "loss": rounded(loss.item(), 9),
        "gradients": [{"weight": exact(weight.grad), "bias": exact(bias.grad)} for weight, bias in parameters],
        "runs": {name: {**run, "losses": losses(name, run)} for name, run in runs.items()},
    }


def drawing(seed):
    """Draws numbers of three decimals, for float64."""
    rng = np.random.RandomState(seed)
    return lambda *shape: torch.tensor(np.round(rng.uniform(-2, 2, shape), 3), requires_grad=True)


def extend(image, padding, mode):
    """Pads the last axes by any rule; the copied cells are found by NumPy, so that gradients flow back to them."""
    names = {"zeros": "constant", "replicate": "edge", "reflect": "reflect", "circular": "wrap", "symmetric": "symmetric"}
    for axis, width in zip(range(-len(padding), 0), padding):
        if mode == "zeros":
            ends = [0, 0] * (-axis - 1) + [width, width]
            image = F.pad(image, ends)
        else:
            at = np.pad(np.arange(image.shape[axis]), (width, width), mode=names[mode])
            image = image.index_select(image.dim() + axis, torch.tensor(at))
    return image


def plain(value):
    return to_json(value.detach())


def mixed_convolution(draw, convolve, x, w, **options):
    """A convolution and, for two axes, the gradients of the sum of its outputs times drawn numbers."""
    image, weight = draw(*x), draw(*w)
    bias = draw(w[0]) if options.pop("bias", True) else None
    padding, mode = options.pop("padding"), options.pop("paddingMode", "zeros")
    output = convolve(extend(image, padding, mode), weight, bias, **options)
    case = {"input": plain(image), "weight": plain(weight), **({} if bias is None else {"bias": plain(bias)})}
    case |= {**options, "padding": padding, "paddingMode": mode, "output": plain(output)}
    if len(padding) == 2:
        gradient = draw(*output.shape)
        output.backward(gradient.detach())
        case["gradients"] = {"output": plain(gradient), "input": plain(image.grad), "weight": plain(weight.grad)}
        if bias is not None:
            case["gradients"]["bias"] = plain(bias.grad)
    return case


def make_mixtures(_):
    draw = drawing(3)
    modes = ["zeros", "replicate", "reflect", "circular", "symmetric"]
    one, two, three, turned, windows, pools = [], [], [], [], [], []
    for at, mode in enumerate(modes):
        rest = {"paddingMode": mode, "bias": at % 2 == 0}
        one.append(mixed_convolution(
            draw, F.conv1d, (2, 4, 7), (6, 2, 3), stride=1 + at % 2, padding=[1 + at % 3], dilation=1 + at % 2, groups=2, **rest))
        two.append(mixed_convolution(
            draw, F.conv2d, (2, 4, 6, 7), (6, 2, 3, 2), stride=[1 + at % 2, 2], padding=[2, 1], dilation=[1, 1 + at % 2], groups=2, **rest))
        two.append(mixed_convolution(
            draw, F.conv2d, (1, 2, 7, 5), (2, 2, 2, 3), stride=[3, 2], padding=[1, 2], dilation=[2, 1], groups=1, **rest))
        three.append(mixed_convolution(
            draw, F.conv3d, (2, 2, 4, 3, 4), (4, 1, 2, 2, 3), stride=[1, 2, 1], padding=[2, 1, 1], dilation=[1 + at % 2, 1, 1], groups=2, **rest))
    for stride, padding, more, dilation, groups in [
        ([2, 3], [1, 0], [1, 2], [1, 1], 1), ([1, 2], [0, 2], [0, 1], [2, 1], 2), ([1, 1], [1, 1], [1, 0], [2, 3], 2),
        ([3, 1], [2, 1], [2, 0], [1, 2], 1), ([2, 2], [1, 1], [1, 1], [1, 1], 4),
    ]:
        image, weight = draw(2, 4, 3, 4), draw(4, 4 // groups, 3, 2)
        bias = draw(4 // groups * groups) if stride[0] > 1 else None
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        output = F.conv_transpose2d(image, weight, bias, output_padding=more, **options)
        numbers = {"input": plain(image), "weight": plain(weight), **({} if bias is None else {"bias": plain(bias)})}
        turned.append({**numbers, **options, "outputPadding": more, "output": plain(output)})
    for kernel, stride, padding, dilation in [
        ([2, 3], [1, 2], [1, 0], [1, 1]), ([3, 2], [2, 1], [0, 2], [2, 1]), ([1, 4], [1, 1], [0, 1], [1, 1]),
    ]:
        image = draw(2, 3, 6, 5)
        options = {"stride": stride, "padding": padding, "dilation": dilation}
        windows.append({"input": plain(image), "kernel": kernel, **options, "output": plain(F.unfold(image, kernel, **options))})
    for name, pool in [("maxPool2d", F.max_pool2d), ("avgPool2d", F.avg_pool2d)]:
        for kernel, stride, padding in [([2, 2], [2, 2], [0, 0]), ([3, 3], [2, 2], [1, 1]), ([2, 4], [1, 3], [1, 2])]:
            image = draw(2, 2, 5, 6)
            output = pool(image, kernel, stride=stride, padding=padding)
            gradient = draw(*output.shape)
            output.backward(gradient.detach())
            gradients = {"output": plain(gradient), "input": plain(image.grad)}
            pools.append({"op": name, "input": plain(image), "kernel": kernel, "stride": stride, "padding": padding,
                          "output": plain(output), "gradients": gradients})
    return {"torch": torch.__version__, "conv1d": one, "conv2d": two, "conv3d": three, "convTranspose2d": turned,
            "unfold": windows, "pool2d": pools}


NAMES = {"weight": "weight", "bias": "bias", "running_mean": "runningMean", "running_var": "runningVariance"}


def named(module):
    found = {ours: getattr(module, theirs, None) for theirs, ours in NAMES.items()}
    return {name: value for name, value in found.items() if value is not None}


def learning(net):
    """The modules that learn, which is how files list numbers: without gaps."""
    return [module for module in net if any(True for _ in module.parameters())]


def numbers_of(net):
    return [{name: plain(value) for name, value in named(module).items()} for module in learning(net)]


def gradients_of(net):
    return [{name: to_json(value.grad) for name, value in named(module).items() if value.requires_grad} for module in learning(net)]


def make_every_layer(_):
    """A network with a layer of every kind, in float64: its output, loss and gradients in training, and its output afterwards."""
    draw = drawing(5)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(2, 4, (3, 2), stride=(1, 2), padding=(2, 1), padding_mode="reflect", dilation=(2, 1), groups=2),
        torch.nn.BatchNorm2d(4), torch.nn.ReLU(), torch.nn.MaxPool2d(3, stride=2, padding=1),
        torch.nn.Conv2d(4, 6, 3, padding=1, bias=False), torch.nn.BatchNorm2d(6, eps=0.01, momentum=0.3), torch.nn.AvgPool2d(2, stride=1),
        torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(6, 5), torch.nn.BatchNorm1d(5),
        torch.nn.ReLU(), torch.nn.Linear(5, 3, bias=False),
    ).double()
    with torch.no_grad():
        for one in net.parameters():
            one.copy_(draw(*one.shape) / 2)
    images, labels = draw(6, 2, 8, 9), [0, 2, 1, 1, 0, 2]

    before = numbers_of(net)
    logits = net(images)
    loss = F.cross_entropy(logits, torch.tensor(labels))
    loss.backward()
    gradients = gradients_of(net)
    after = numbers_of(net)
    return {
        "torch": torch.__version__, "images": plain(images), "labels": labels, "parameters": before, "logits": plain(logits),
        "loss": rounded(loss.item(), 9), "gradients": gradients, "inputGradient": to_json(images.grad), "after": after,
        "evaluated": plain(net.eval()(images)),
    }


RELU, FLATTEN, POOL_ALL, NORM = {"kind": "relu"}, {"kind": "flatten"}, {"kind": "global-average-pool"}, {"kind": "batch-norm"}


def conv(out_channels, kernel, **rest):
    return {"kind": "conv", "outChannels": out_channels, "kernel": kernel, **rest}


def dense(outputs):
    return {"kind": "dense", "outputs": outputs}


def halving(out_channels, **rest):
    return conv(out_channels, 3, stride=2, padding=1, **rest)


# Each network with the seed of its first numbers, and its runs: steps, pictures in a step, and the rate by rule. The seeds are such that
# float32 and float64 stay together (see "rounding" in the file): from some starts, rounding alone soon leads elsewhere.
NETWORKS = {
    "the session's": {
        "layers": [halving(4), RELU, halving(8), RELU, halving(16), RELU, halving(32), RELU, halving(2), FLATTEN],
        "seed": 11, "steps": 40, "batch": 64, "rates": {"sgd": 0.1, "momentum": 0.05, "adam": 0.003},
    },
    "5x5 and maxima": {
        "layers": [conv(4, 5, padding=2), RELU, {"kind": "max-pool", "kernel": 2}, conv(6, 5, padding=2), RELU,
                   {"kind": "max-pool", "kernel": 2}, {"kind": "max-pool", "kernel": 3, "stride": 2, "padding": 1}, FLATTEN, dense(2)],
        "seed": 1,
    },
    "1x1 and a mean of everything": {
        "layers": [halving(8), RELU, conv(12, 1), RELU, conv(2, 1), POOL_ALL, FLATTEN], "seed": 2,
    },
    "batch normalisation": {
        "layers": [halving(4, hasBias=False), NORM, RELU, halving(8, hasBias=False), {**NORM, "epsilon": 0.001, "momentum": 0.3}, RELU,
                   halving(8, hasBias=False), NORM, RELU, POOL_ALL, FLATTEN, dense(2)],
        "seed": 3,
    },
    "means and a dense head": {
        "layers": [halving(6), RELU, {"kind": "average-pool", "kernel": 3, "stride": 2, "padding": 1}, halving(10), RELU, FLATTEN,
                   dense(16), RELU, dense(2)],
        "seed": 4,
    },
    "7x7, stride 3, odd channels": {
        "layers": [conv(3, 7, stride=3, padding=3), RELU, conv(5, 7, stride=3, padding=3), RELU, conv(9, 3, padding=1), RELU,
                   conv(17, 2, stride=2), RELU, conv(2, 2), FLATTEN],
        "seed": 5,
    },
    "dense only": {"layers": [FLATTEN, dense(30), RELU, dense(2)], "seed": 6},
    # Without Adam: it would blow up the rounding of gradients that should be 0, those of biases before a batch normalisation.
    "unequal sides, biases before batch normalisation": {
        "layers": [conv(5, [3, 5], stride=[2, 3], padding=[1, 2]), NORM, RELU, {"kind": "average-pool", "kernel": [2, 3], "stride": [2, 1]},
                   conv(7, [4, 1], stride=[1, 2], padding=[0, 1]), NORM, RELU, FLATTEN, dense(9), NORM, RELU, dense(2)],
        "seed": 7, "rates": {"sgd": 0.5, "momentum": 0.2},
    },
}

RULES = {
    "sgd": lambda parameters, rate: torch.optim.SGD(parameters, lr=rate),
    "momentum": lambda parameters, rate: torch.optim.SGD(parameters, lr=rate, momentum=0.9),
    "adam": lambda parameters, rate: torch.optim.Adam(parameters, lr=rate),
}


def make_training(_):
    """Runs of several networks on the threes and sevens in file order: step t sees the batch that begins at picture t * batch."""
    most = max(one.get("steps", 5) * one.get("batch", 10) for one in NETWORKS.values())
    images, labels = digits(most)

    def train(net, optimiser, batch, steps):
        losses = []
        for step in range(steps):
            part = slice(step * batch, (step + 1) * batch)
            optimiser.zero_grad()
            loss = F.cross_entropy(net(images[part].to(next(net.parameters()).dtype)), labels[part])
            losses.append(loss.item())
            loss.backward()
            optimiser.step()
        return losses

    def made(name, layers, seed, rates={"sgd": 0.5, "momentum": 0.2, "adam": 0.01}, steps=5, batch=10):
        torch.manual_seed(seed)
        start = sequential(layers)
        with torch.no_grad():
            for one in start.parameters():
                one.copy_(to_torch(plain(one)))
        first = copy.deepcopy(start)
        F.cross_entropy(first(images[:batch]), labels[:batch]).backward()
        runs = []
        for rule, rate in rates.items():
            net, exact = copy.deepcopy(start), copy.deepcopy(start).double()
            losses, truth = (train(one, RULES[rule](one.parameters(), rate), batch, steps) for one in (net, exact))
            apart = max(abs(loss - true) for loss, true in zip(losses, truth))
            runs.append({"optimiser": rule, "rate": rate, "losses": [rounded(loss, 9) for loss in losses],
                         "evaluated": plain(net.eval()(images[:10])), "rounding": rounded(apart, 2)})
        return {"name": name, "layers": layers, "batch": batch, "parameters": numbers_of(start), "gradients": gradients_of(first),
                "runs": runs}

    return {"torch": torch.__version__, "networks": [made(name, **one) for name, one in NETWORKS.items()]}


MAKERS = {
    "conv2d.json": make_conv2d,
    "pad2d.json": make_pad2d,
    "pad2d-symmetric.json": make_pad2d_symmetric,
    "session-digit.json": make_session_digit,
    "conv1d.json": again(conv1d),
    "conv3d.json": again(conv3d),
    "convTranspose2d.json": again(conv_transpose2d),
    "unfold.json": again(unfold),
    "simple-cnn.json": make_simple_cnn,
    "mixtures.json": make_mixtures,
    "every-layer.json": make_every_layer,
    "training.json": make_training,
}


def difference(left, right):
    """The largest difference of two documents' numbers; infinite where they differ in anything else. Versions do not count."""
    if isinstance(left, dict) and isinstance(right, dict):
        keys = (set(left) | set(right)) - {"torch", "numpy"}
        return max((difference(left.get(key), right.get(key)) for key in keys), default=0.0)
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        return max((difference(one, other) for one, other in zip(left, right)), default=0.0)
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right)
    return 0.0 if left == right else float("inf")


def main():
    is_check = "--check" in sys.argv[1:]
    failed = []
    for name, make in MAKERS.items():
        path = FOLDER / name
        stored = json.loads(path.read_text()) if path.exists() else {}
        made = make(stored)
        if is_check:
            worst = difference(stored, made)
            print(f"{name}: largest difference {worst:.2g}")
            if not worst <= TOLERANCE:
                failed.append(name)
        else:
            path.write_text(json.dumps(made, separators=(",", ":")) + "\n")
            print(f"{name}: written")
    if failed:
        sys.exit(f"not as PyTorch computes them: {', '.join(failed)}")


main()
