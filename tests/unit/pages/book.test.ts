import { describe, expect, it } from 'vitest';
import { printedFigure } from '@lib/card/printed.ts';
import { cardLimits } from '@lib/site/card-words.ts';
import terms from '../../../src/content/glossary/terms.json' with { type: 'json' };
import rows from '../../../src/content/session/rows.json' with { type: 'json' };
import { readBook, widgets, widgetsWithoutCard } from '../../../src/pages/_book.ts';

const { addresses, lessons } = await readBook();

const sources = import.meta.glob<string>('../../../src/components/widgets/*/*.svelte', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The sources of the components that authors use, by their names. */
const prose = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../../src/components/prose/*.astro', {
      eager: true,
      query: '?raw',
      import: 'default',
    }),
  ).map(([path, source]) => [path.split('/').at(-1)?.replace('.astro', '') ?? '', source]),
);

/** What more than one address has. */
function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

describe('the addresses of the book', () => {
  it('are of every kind, each path once, with a slash at the end', () => {
    const kinds = new Set(addresses.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'challenge',
      'erratum',
      'exercise',
      'figure',
      'lesson',
      'page',
      'section',
      'state',
      'term',
      'time',
      'widget',
    ]);
    expect(repeated(addresses.map(({ path }) => path))).toEqual([]);
    for (const { path } of addresses) expect(path).toMatch(/^(?:[\w.~-]+\/)*$/);
  });

  it('have titles of their own that forums show whole', () => {
    expect(addresses.filter(({ title }) => title.length > cardLimits.title).map(({ title }) => title)).toEqual([]);
    expect(repeated(addresses.map(({ title }) => title))).toEqual([]);
  });

  it('have descriptions of their own, of 40 to 250 characters', () => {
    const [least, most] = cardLimits.description;
    const faults = addresses.flatMap(({ path, description, source, target }) => {
      const words = `${path}: “${description}”`;
      if (source === 'missing')
        return `${words} is too short: the text gives no sentence that can be quoted. Write one in the frontmatter of ${target?.lesson ?? ''}: sections: { ${target?.id ?? ''}: { card: '…' } }`;
      return description.length < least || description.length > most ? words : [];
    });
    expect(faults).toEqual([]);
    expect(repeated(addresses.map(({ description }) => description))).toEqual([]);
  });

  it('take at least a minute, and the sections of a lesson together no longer than it', () => {
    for (const { minutes } of addresses) expect(minutes).toBeGreaterThanOrEqual(1);
    for (const { entry } of lessons) {
      const sections = addresses.filter(({ kind, target }) => kind === 'section' && target?.lesson === entry.id);
      const sum = sections.reduce((total, { minutes }) => total + minutes, 0);
      expect(sum, entry.id).toBeLessThanOrEqual(entry.minutes + sections.length);
    }
  });

  it('include every section, exercise and correction of every lesson', () => {
    for (const { entry, outline } of lessons) {
      const ids = outline.flatMap(({ id, parts }) => [
        ...(id === '' ? [] : [id]),
        ...parts
          .filter(({ name }) => name === 'Exercise' || name === 'Correction')
          .map(({ props }) => String(props['id']).toLowerCase()),
      ]);
      const paths = new Set(addresses.map(({ path }) => path));
      expect(ids.filter((id) => !paths.has(`s/${entry.id}/${id}/`))).toEqual([]);
    }
  });
});

describe('what can be looked up', () => {
  it('names figures in states that they open without a remark', () => {
    for (const { id, see } of [...rows, ...terms]) {
      if (see === undefined) continue;
      const card = widgets.find((widget) => widget.id === see.widget)?.card;
      expect([card?.canonical(see.state), card?.notes(see.state)], id).toEqual([see.state, []]);
    }
  });

  it('has an address for each stretch of the session and for each term', () => {
    const count = (kind: string) => addresses.filter((address) => address.kind === kind).length;
    expect([count('time'), count('term')]).toEqual([rows.length, terms.length]);
  });

  it('shows on its card what it is about: a drawing where its section has one, with the words beside it', () => {
    const row = addresses.find(({ path }) => path === 's/session-map/t-00-22-40/');
    expect(row?.title).toBe('Session 00:22:40: Four by four becomes two by two');
    expect(row?.description).toContain('In this book: 4.1, Why the map shrinks.');
    const sheet = row?.sheet();
    expect(sheet?.where).toBe('The session, 00:22:40 to 00:25:40');
    expect(sheet?.figure?.parts.length).toBeGreaterThan(2);
    expect(sheet?.caption).toContain('2 × 2 places');
    const later = addresses.find(({ path }) => path === 's/session-map/t-00-59-20/')?.sheet();
    expect([later?.figure, later?.words?.slice(0, 5)]).toEqual([undefined, 'There']);
  });
});

describe('printed figures', () => {
  it.each(lessons)('of $entry.id have an address where their captions have a menu of links', ({ entry, outline }) => {
    const paths = new Set(addresses.map(({ path }) => path));
    const printed = outline
      .flatMap(({ parts }) => parts)
      .filter(({ name }) => prose[name]?.includes('<FigureLink') === true)
      .map(({ name, props }) => {
        const kind = prose[name]?.includes('kind="table"') === true ? 'table' : 'figure';
        return `${kind}-${String(props['number'])}`;
      });
    expect(printed.filter((id) => !paths.has(`s/${entry.id}/${id}/`))).toEqual([]);
  });

  it('have a menu of links in every caption with a number', () => {
    const numbered = Object.entries(prose).filter(([, source]) => /<b>(?:Figure|Table) \{number\}<\/b>/.test(source));
    expect(numbered.length).toBeGreaterThan(12);
    expect(numbered.filter(([, source]) => !source.includes('<FigureLink')).map(([name]) => name)).toEqual([]);
  });

  it('are drawn within their bounds, each differently', () => {
    const drawn = lessons
      .flatMap(({ outline }) => outline.flatMap(({ parts }) => parts))
      .flatMap((part) => printedFigure(part) ?? []);
    expect(drawn.length).toBeGreaterThan(18);
    expect(new Set(drawn.map((figure) => JSON.stringify(figure))).size).toBe(drawn.length);
    for (const { width, height, parts } of drawn) {
      expect(width / height).toBeGreaterThan(0.5);
      for (const part of parts) {
        if (part.kind !== 'path')
          expect([part.x >= 0 && part.x <= width, part.y >= 0 && part.y <= height]).toEqual([true, true]);
        expect(JSON.stringify(part)).not.toMatch(/NaN|undefined|null/);
      }
    }
  });
});

describe('widgets', () => {
  it('say how they look where only a link is seen', () => {
    const faults = widgetsWithoutCard.map(
      (id) =>
        `src/components/widgets/${id}/ has no ${id}.card.ts: without it nobody sees what a link to this figure shows. kernel-lab.card.ts is the model.`,
    );
    expect(faults).toEqual([]);
  });

  it.each(widgets)('$id asks for the face of the equations where it prints letters in it', ({ id, card }) => {
    const own = Object.entries(sources).filter(([path]) => path.includes(`/${id}/`));
    expect(own.some(([, source]) => /KaTeX_Math|TileGrid|w-greek/.test(source))).toBe(card.hasLetters);
  });

  it.each(widgets)('$id names only states that it opens without a remark', ({ card }) => {
    for (const state of card.states) expect(card.notes(state)).toEqual([]);
  });

  it.each(widgets)('$id draws its first state within its bounds', ({ card }) => {
    const { width, height, parts } = card.draw('');
    expect(parts.length).toBeGreaterThan(2);
    expect(width / height).toBeGreaterThan(0.5);
    for (const part of parts) if (part.kind !== 'path') expect(part.x >= 0 && part.x <= width).toBe(true);
  });
});
