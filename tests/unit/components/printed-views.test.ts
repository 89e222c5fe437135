// The first frame of every view is printed where there is no browser: what a reader sees before, and without, any script.
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import ConfusionTable from '@components/views/ConfusionTable.svelte';
import KernelsLearned from '@components/views/KernelsLearned.svelte';
import LossChart from '@components/views/LossChart.svelte';
import MistakeWall from '@components/views/MistakeWall.svelte';
import RaceBars from '@components/views/RaceBars.svelte';
import SpreadChart from '@components/views/SpreadChart.svelte';
import SweepChart from '@components/views/SweepChart.svelte';
import { namedKernels } from '@lib/conv/named-kernels.ts';

const nothing = (): void => undefined;
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('printed', () => {
  it('a chart has its lines, its axes and its numbers', () => {
    const { body } = render(LossChart, {
      props: {
        id: 'loss',
        title: 'Loss',
        lines: [
          {
            label: 'held-out loss',
            kind: 'main',
            points: [
              [0, 0.7],
              [8, 0.04],
            ],
          },
        ],
        steps: 8,
        scale: 'log',
        step: 8,
        onstep: nothing,
        format: (value: number) => value.toFixed(3),
      },
    });
    expect(body).toMatch(/<path[^>]* d="M0,\d/);
    expect(body).toContain('aria-valuetext="step 8 of 8, held-out loss 0.040"');
    expect(textOf(body)).toMatch(/0\.1.*8 steps.*held-out loss 0\.040/);
  });

  it('kernels have their numbers, and many their pictures', () => {
    const kernel = { weights: namedKernels.diag1, size: 3 };
    const few = render(KernelsLearned, { props: { kernels: [kernel], step: 0 } });
    expect(textOf(few.body)).toContain('0 −1.0 1.0');
    const many = render(KernelsLearned, { props: { kernels: Array.from({ length: 9 }, () => kernel), step: 0 } });
    expect(many.body.match(/role="img"[^>]*>[^]*?<path/g)).toHaveLength(9);
  });

  it('a table of who is taken for whom has its counts', () => {
    const { body } = render(ConfusionTable, {
      props: {
        names: ['3', '7'],
        counts: [
          [1004, 6],
          [8, 1020],
        ],
      },
    });
    expect(textOf(body)).toMatch(/is a 3 1,004 6 is a 7 8 1,020 .*2,024 of 2,038 are right/);
  });

  it('a wall of mistakes has its pictures, as SVG', () => {
    const pixels = new Uint8Array(784).fill(255, 100, 110);
    const mistake = { place: 5, pixels, actual: '3', said: '7', share: 0.978 };
    const { body } = render(MistakeWall, { props: { mistakes: [mistake], total: 13, onpick: nothing } });
    expect(body).toMatch(/<svg[^>]*><g class="ink-24"><path/);
    expect(textOf(body)).toContain('3 , said 7, 0.978');
    expect(textOf(body)).toContain('1 to 1 of 13');
  });

  it('a spread has its dots and its words', () => {
    const { body } = render(SpreadChart, { props: { values: [98, 99, 99.5], unit: '%', format: String } });
    expect(body.match(/<circle/g)).toHaveLength(3);
    expect(textOf(body)).toContain('Median of 3 runs: 99 %.');
  });

  it('a sweep has its dots, its medians and the words of its rate', () => {
    const points = [
      { rate: 0.001, right: [1900, 1950] },
      { rate: 0.01, right: [2000, 2020] },
    ];
    const { body } = render(SweepChart, { props: { points, count: 2038, rate: 0.01, onrate: nothing } });
    expect(body.match(/<circle class="run/g)).toHaveLength(4);
    expect(textOf(body)).toContain('rate 0.01: median 2,010 of 2,038 right');
  });

  it('a race has a bar a lane', () => {
    const lane = { name: 'SIMD', done: 193, total: 386, perSecond: 98_765.4, words: 'training' };
    const { body } = render(RaceBars, { props: { lanes: [lane] } });
    expect(body).toContain('transform: scaleX(0.5)');
    expect(textOf(body)).toMatch(/SIMD 193 of 386 98,765 training/);
  });
});
