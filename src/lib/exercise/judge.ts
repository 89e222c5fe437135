// One way to judge every kind of part. What a reader entered is kept as text: the number as typed, the index of the chosen
// option, nine weights with `~` between them, the cells of a table, a line for each, or the state of a figure as its link has it.
import { plainNumber } from '@lib/text/numbers.ts';
import { splitLead } from './emphasis.ts';
import { chainTable, judgeChain } from './judge-chain.ts';
import { judgeBottomEdge } from './judge-kernel.ts';
import { judgeRightEdge } from './judge-right-edge.ts';
import { judgeNumber } from './judge-number.ts';
import { blanksOf, cellInWords, judgeTable, splitCells } from './judge-table.ts';
import { judgeState, stateGoalInWords } from './judge-state.ts';
import type { ChoicePart, Part, Verdict } from './parts.ts';

/** What stands in a part before the reader did anything. */
export function emptyEntry(part: Part): string {
  if (part.kind === 'table' || part.kind === 'chain')
    return blanksOf(part.kind === 'chain' ? chainTable(part) : part)
      .map(() => '')
      .join('\n');
  return part.kind === 'kernel-grid' ? Array.from({ length: 9 }, () => '0').join('~') : '';
}

/** Judges what a reader entered in a part. */
export function judge(part: Part, entry: string): Verdict {
  if (part.kind === 'number') return judgeNumber(part, entry);
  if (part.kind === 'choice') return judgeChoice(part, entry);
  if (part.kind === 'table') return judgeTable(part, entry);
  if (part.kind === 'state') return judgeState(part, entry);
  if (part.kind === 'chain') return judgeChain(part, entry);
  if (part.kind === 'run')
    return { kind: 'notice', lead: 'A run is judged by training it.', rest: 'That takes a while.' };
  const weights = entry.split('~').map(Number);
  return part.check === 'right-edge' ? judgeRightEdge(weights) : judgeBottomEdge(weights);
}

/** The answer of a part in words, for a reader who asked for it. */
export function answerInWords(part: Part): string {
  if (part.kind === 'number') return `The answer is ${plainNumber(part.answer, 3)}.`;
  if (part.kind === 'choice')
    return `The answer is: ${part.options.find((option) => option.isRight === true)?.text ?? ''}.`;
  if (part.kind === 'table')
    return `${blanksOf(part)
      .map(({ name, cell }) => `${name}: ${cellInWords(cell)}`)
      .join('; ')}.`;
  if (part.kind === 'state') return stateGoalInWords(part);
  if (part.kind === 'chain' || part.kind === 'run' || part.check === 'right-edge')
    return 'There are many answers; the check knows each.';
  return 'One such kernel has the rows 1 1 1, then 0 0 0, then −1 −1 −1.';
}

/** Two entries that are the same answer count as one try. */
export function tryKey(part: Part, entry: string): string {
  if (part.kind === 'table' || part.kind === 'chain')
    return splitCells(entry)
      .map((cell) => cell.replace(/\s/g, ''))
      .join('\n');
  return part.kind === 'number' ? entry.replace(/\s/g, '') : entry;
}

function judgeChoice(part: ChoicePart, entry: string): Verdict {
  const option = entry === '' ? undefined : part.options[Number(entry)];
  if (option === undefined)
    return { kind: 'notice', lead: 'Choose one first.', rest: 'A guess is welcome: a wrong one gets an explanation.' };
  if (option.isRight === true) return { kind: 'right', lead: 'Right.', rest: option.why };
  return { kind: 'wrong', ...splitLead(option.why), scene: option.scene };
}
