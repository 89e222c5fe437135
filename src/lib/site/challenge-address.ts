// The address of a challenge: its title, what is asked, how hard it is, and the empty table or the figure it is about as its picture.
import { challengeFigure } from '@lib/card/challenge.ts';
import type { AddressedWidget, BookAddress, TextPage } from './addresses.ts';
import { described, fitTitle, textOf } from './card-words.ts';
import { challengeName } from './challenge-name.ts';
import type { LessonPart } from './lesson-outline.ts';

/** The address of a `<Challenge>` on a page of text. */
export function challengeAddress(page: TextPage, part: LessonPart, widgets: readonly AddressedWidget[]): BookAddress {
  const id = textOf(part, 'id');
  const level = textOf(part, 'level');
  const { minutes, parts } = part.props;
  const name = challengeName(id);
  const title = `${name}: ${textOf(part, 'title')}`;
  const where = `${page.where}, ${level}`;
  const widget = widgets.find((one) => one.id === textOf(part, 'widget'));
  const figure = () =>
    (Array.isArray(parts) ? challengeFigure(parts) : undefined) ?? widget?.card.draw(textOf(part, 'show'));
  const words = described(part.sentences, undefined);
  const anchor = id.toLowerCase();
  return {
    kind: 'challenge',
    path: `s/${page.id}/${anchor}/`,
    title: fitTitle(title),
    ...described(part.sentences, undefined, `A challenge, ${level}: `),
    minutes: typeof minutes === 'number' ? minutes : 1,
    where,
    alt: `What ${name.toLowerCase()} asks for, ${textOf(part, 'title')}, not yet answered`,
    sheet: () => ({ title, where, figure: figure(), words: words.description }),
    target: { lesson: page.id, id: anchor },
  };
}
