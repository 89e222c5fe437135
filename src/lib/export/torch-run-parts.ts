// The parts of the training script that are the same for every run, as Python: reading MNIST's files, the page's random numbers, the start,
// judging, and reading weights. `torch-run-code.ts` puts them together with what a run decides.

/** Reads a file of MNIST, packed or not. */
export const readPart = `
def read(folder, name):
    # IDX: two zeros, a type, the number of axes; the length of each in four bytes; then the values.
    path = os.path.join(folder, name)
    with open(path, 'rb') if os.path.exists(path) else gzip.open(path + '.gz') as file:
        data = bytearray(file.read())
    start = 4 + 4 * data[3]
    lengths = [int.from_bytes(data[at:at + 4], 'big') for at in range(4, start, 4)]
    return torch.frombuffer(data, dtype=torch.uint8, offset=start).view(lengths)
`;

/** mulberry32, as in `lib/array/random.ts`. */
export const seededPart = `
def seeded(seed):
    # The page's random numbers from 0 to 1 (mulberry32): the same seed, the same numbers.
    mask = 0xFFFFFFFF
    while True:
        seed = (seed + 0x6D2B79F5) & mask
        bits = (seed ^ seed >> 15) * (seed | 1) & mask
        bits ^= bits + (bits ^ bits >> 7) * (bits | 61) & mask
        yield (bits ^ bits >> 14) / 2**32
`;

/** What `initialParameters` draws. */
export const startPart = `
def draw_start():
    # Weights and biases even in ±1/√(inputs of one output), as PyTorch has them, but drawn from the page's seed.
    numbers = seeded(INITIAL_SEED)
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            bound = 1 / math.sqrt(layer.weight[0].numel())
            for p in layer.parameters():
                p.data = torch.tensor([(2 * next(numbers) - 1) * bound for _ in range(p.numel())]).view_as(p)
`;

/** The shuffle of `batch-order.ts`. */
export const shufflePart = `
def shuffled(values, numbers):
    # Every place changes with a random one before it.
    for place in range(len(values) - 1, 0, -1):
        other = int(next(numbers) * (place + 1))
        values[place], values[other] = values[other], values[place]
    return values
`;

/** The orders of `BatchOrder`. */
export const orderPart = `
def order_of(count, epoch):
    # The first epoch is shuffled file by file, as the page loads them.
    numbers = seeded((ORDER_SEED + 1) * 0x9E3779B1 ^ (epoch + 1) * 0x85EBCA6B)
    order, first = [], 0
    for size in FILES if epoch == 0 else [count]:
        order += shuffled(list(range(first, first + size)), numbers)
        first += size
    return order
`;

/** What the network says about pictures. */
export const judgePart = `
def judge(images, labels):
    net.eval()
    with torch.no_grad():
        logits = torch.cat([net(part) for part in images.split(256)])
    loss = F.cross_entropy(logits, labels).item()
    right = (logits.argmax(1) == labels).sum().item()
    print(f'held out: loss {loss:.6f}, right {right}/{len(labels)} ({100 * right / len(labels):.2f} %)')
    return logits
`;

/** Reads safetensors, without the package of that name. */
export const loadPart = `
def load(path):
    # safetensors: the length of a header in eight bytes, the header in JSON, then all numbers.
    with open(path, 'rb') as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), 'little')))
        data = file.read()
    header.pop('__metadata__', None)
    types = {'F32': torch.float32, 'F16': torch.float16, 'I64': torch.int64}
    return {
        name: torch.frombuffer(bytearray(data[slice(*entry['data_offsets'])]), dtype=types[entry['dtype']])
        .view(entry['shape'])
        for name, entry in header.items()
    }
`;

/** What is done with the arguments; `every` is how often a loss is printed. */
export const mainPart = (every: number): string => `
parser = argparse.ArgumentParser()
parser.add_argument('folder', help='where the four files of MNIST are')
parser.add_argument('--weights', help='safetensors to judge instead of training')
parser.add_argument('--held-out', type=int, help='judge only the first so many held-out digits')
parser.add_argument('--every', type=int, default=${every}, help='how many steps from one printed loss to the next')
parser.add_argument('--stop', type=int, default=STEPS, help='stop after so many steps')
asked = parser.parse_args()
held_out = [part[:asked.held_out] for part in digits(asked.folder, 't10k')]
if asked.weights:
    net.load_state_dict(load(asked.weights))
    for scores in judge(*held_out)[:10].tolist():
        print('logits', *(f'{score:.6f}' for score in scores))
else:
    draw_start()
    train(*digits(asked.folder, 'train'), asked.every, asked.stop)
    judge(*held_out)
`;
