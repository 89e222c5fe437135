import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slideStepperLink } from '@components/widgets/slide-stepper/slide-stepper.link.ts';
import { pairField } from '@lib/state/pair-field.ts';
import {
  printWindowSettings,
  settingBounds,
  settingNames,
  windowSettingsIn,
  windowsOf,
} from '@lib/state/window-fields.ts';

describe('pairField', () => {
  const field = pairField(3, [1, 7]);

  it.each([
    { text: '5', value: [5, 5] },
    { text: '2~6', value: [2, 6] },
    { text: '9', value: [7, 7], note: /9 is not a whole number from 1 to 7/ },
    { text: '2~x', value: [2, 3], note: /“x” is not a number/ },
    { text: '2~3~4', value: [2, 3], note: /further numbers were ignored/ },
    { text: '', value: [3, 3], note: /is not a number/ },
  ])('reads $text as $value', ({ text, value, note }) => {
    const parsed = field.parse(text);
    expect(parsed.value).toEqual(value);
    if (note === undefined) expect(parsed.note).toBeUndefined();
    else expect(parsed.note).toMatch(note);
  });

  it('writes a pair of equal numbers once', () => {
    expect([field.print([4, 4]), field.print([4, 5])]).toEqual(['4', '4~5']);
  });
});

describe('the settings of a window', () => {
  const pair = (bounds: readonly [number, number]) => {
    const one = fc.integer({ min: bounds[0], max: bounds[1] });
    return fc.tuple(one, one);
  };
  const settings = fc.record({
    i: pair(settingBounds.i),
    k: pair(settingBounds.k),
    s: pair(settingBounds.s),
    p: pair(settingBounds.p),
    d: pair(settingBounds.d),
  });

  it('are the same after printing and reading, in any figure that has them', () => {
    fc.assert(
      fc.property(settings, (some) => {
        const text = printWindowSettings(some);
        expect(windowSettingsIn(text)).toEqual(some);
        const { state, notes } = slideStepperLink.parse(text);
        expect(notes).toEqual([]);
        for (const name of settingNames) expect(state[name]).toEqual(some[name]);
      }),
    );
  });

  it('are read from among the other fields of a figure', () => {
    expect(windowSettingsIn('mode:solve,i:28,o:14,step:3').i).toEqual([28, 28]);
  });

  it('make the windows of both axes', () => {
    const some = windowSettingsIn('i:5~9,k:3~4,s:2~1,p:1~0');
    expect([windowsOf(some, 0).count, windowsOf(some, 1).count]).toEqual([3, 6]);
  });
});
