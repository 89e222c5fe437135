import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureLimits, layersOf, plainest, type Architecture, type Block } from '@lib/nn/architecture.ts';
import { checkRun, sessionRun, trainingLimits } from '@lib/nn/training-run.ts';
import { stageTable } from '@lib/nn/stage-table.ts';
import {
  architectureField,
  architectureOf,
  parseArchitecture,
  printArchitecture,
  sessionNet,
} from '@lib/state/architecture-field.ts';

const upTo = (least: number, most: number) => fc.integer({ min: least, max: most });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const { channels, outputs, kernel, stride, padding, poolPadding, blocks } = architectureLimits;

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('conv' as const),
    outChannels: upTo(1, channels),
    kernel: upTo(1, kernel),
    stride: upTo(1, stride),
    padding: perhaps(upTo(0, padding)),
    hasNorm: fc.boolean(),
    hasRelu: perhaps(fc.boolean()),
  }),
  fc.record({
    kind: fc.constantFrom('max-pool' as const, 'average-pool' as const),
    kernel: upTo(1, kernel),
    stride: perhaps(upTo(1, kernel)),
    padding: upTo(0, poolPadding),
  }),
  fc.constant({ kind: 'global-average-pool' as const }),
  fc.record({ kind: fc.constant('dense' as const), outputs: upTo(1, outputs), hasRelu: perhaps(fc.boolean()) }),
);
const anyArchitecture: fc.Arbitrary<Architecture> = fc
  .record({ blocks: fc.array(anyBlock, { minLength: 1, maxLength: blocks }), isFlat: fc.boolean() })
  .map(plainest);
const survivesAForum = /^[A-Za-z0-9._~\-,:]*[A-Za-z0-9]$/;

describe('architectures in links', () => {
  it('every one survives print and parse without a note, short and in the characters of a link', () => {
    fc.assert(
      fc.property(anyArchitecture, (architecture) => {
        const printed = printArchitecture(architecture);
        expect(parseArchitecture(printed)).toEqual({ architecture, notes: [] });
        expect(printed).toMatch(survivesAForum);
        expect(printed.length).toBeLessThanOrEqual(130);
      }),
      { numRuns: 2000 },
    );
  });

  it('any text is read without an error, and what was read prints as a text that reads back the same', () => {
    const likely = fc
      .array(fc.constantFrom('1', '-', '4', '99999', 'k', 's', 'p', 'bn', 'r0', 'mp2', 'ap', 'gap', 'd30', 'maps', '~'))
      .map((words) => words.join(''));
    const field = architectureField();
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const { value } = field.parse(text);
        expect(value.blocks.length).toBeGreaterThan(0);
        expect(field.parse(field.print(value))).toEqual({ value });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['1-4-8-16-32-2', '1-4-8-16-32-2'],
    ['1-4k3s2p1r1-2r0', '1-4-2'],
    ['1-8k5p2-10', '1-8k5-10'],
    ['1-30S1-1s1-MAPS', '1-30s1-1s1-maps'],
    ['1-mp2s2p0-d2', '1-mp2-d2'],
    ['1-d30-d1-maps', '1-d30-d1'],
    ['1-007-2', '1-7-2'],
  ])('%s is written %s', (text, written) => {
    const { architecture, notes } = parseArchitecture(text);
    expect(notes).toEqual([]);
    expect(architecture && printArchitecture(architecture)).toBe(written);
  });

  const cases: readonly (readonly [string, string | undefined, RegExp])[] = [
    ['1-500-2', '1-128-2', /“500”: the number of channels goes from 1 to 128; 128 is used/],
    ['1-0-2', '1-1-2', /1 is used/],
    ['1-8k9-2', '1-8k7-2', /a kernel goes from 1 to 7/],
    ['1-8s9-2', '1-8s3-2', /a stride goes from 1 to 3/],
    ['1-8p40-2', '1-8p6-2', /padding goes from 0 to 6/],
    ['1-d9999', '1-d128', /outputs goes from 1 to 128/],
    ['1-4-lstm-2', '1-4-2', /“lstm” is not a layer/],
    ['1-4-8s1k5-2', '1-4-2', /“8s1k5” is not a layer/],
    ['3-4-2', '1-4-2', /one channel/],
    ['1-1-1-1-1-1-1-1-1-1', '1-1-1-1-1-1-1-1-1', /at most 8 layers/],
    ['', undefined, /one channel/],
    ['1-maps', undefined, /^$/],
  ];
  it.each(cases)('%s -> %s and a note', (text, written, note) => {
    const { architecture, notes } = parseArchitecture(text);
    expect(architecture && printArchitecture(architecture)).toBe(written);
    expect(notes[0] ?? '').toMatch(note);
  });

  it('a link without any layer gets the field’s own net, with a note', () =>
    expect(architectureField('1-4-2').parse('nonsense')).toMatchObject({
      value: architectureOf('1-4-2'),
      note: '“nonsense” has no layer of a network; 1-4-2 is used.',
    }));

  it('architectureOf refuses what it would have to change', () =>
    expect(() => architectureOf('1-500-2')).toThrow(/architectureOf: text must be an architecture such as 1-4-8/));
});

describe('architectures in training', () => {
  it('the session’s is the session’s run', () =>
    expect(checkRun({ ...sessionRun, layers: layersOf(architectureOf(sessionNet)) })).toHaveLength(10));

  it('whatever fits, is no wider than training allows, and ends in two scores, can be trained', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyArchitecture, ({ blocks: some }) => {
        const narrow = some.map((block) =>
          block.kind === 'conv'
            ? { ...block, outChannels: Math.min(block.outChannels, trainingLimits.channels) }
            : block,
        );
        const architecture = plainest({
          isFlat: true,
          blocks: [...narrow.slice(0, blocks - 1), { kind: 'dense', outputs: 2 }],
        });
        if (stageTable(architecture, [1, 1, 28, 28]).problem !== undefined) return;
        tried++;
        expect(() => checkRun({ ...sessionRun, layers: layersOf(architecture) })).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(50);
  });

  it('eight convolutions with all that can follow them are not too many layers', () => {
    const net = architectureOf(`1-${Array.from({ length: 7 }, () => '4s1bn').join('-')}-2bnr1`);
    expect(() => checkRun({ ...sessionRun, layers: layersOf({ ...net, isFlat: true }) })).toThrow(/end in 2 scores/);
    expect(layersOf(net).length).toBeLessThanOrEqual(trainingLimits.layers);
  });
});
