// What an embedding page may leave out of a figure, by `?hide=presets,code`: the names, and where each is found. Teachers hide what would distract.

/** What can be hidden, the parts of a figure that each name means, and what these are to a reader. */
export const hideable = {
  head: { selector: '.fig-head', words: 'the figure’s title line' },
  status: { selector: '.fig-head .status', words: 'what computes it' },
  presets: { selector: '.presets', words: 'kernels and networks offered by name' },
  knobs: { selector: '.knobs', words: 'settings' },
  ops: { selector: '.ops', words: 'operations on the kernel' },
  settings: { selector: '.settings', words: 'switches' },
  picker: { selector: '.picker', words: 'the choice of picture' },
  tools: { selector: '.tools', words: 'tools to draw or cover' },
  transport: { selector: '.transport', words: 'the buttons that step and play' },
  foot: { selector: '.foot', words: 'the whole foot' },
  code: { selector: '.foot [data-part="code"]', words: 'only “Show the code”' },
  lesson: { selector: '.embed-foot', words: 'the line that leads to the lesson' },
} as const;

/** The rules that hide them, for pages whose root says what is hidden. */
export function hidingStyles(): string {
  return Object.entries(hideable)
    .map(([name, { selector }]) => `:root[data-hide~='${name}'] :is(${selector}){display:none!important}`)
    .join('');
}

/** The script for a page's head that hides before the first paint; it takes the known names only. */
export const hideBeforePaint = `{const known=${JSON.stringify(Object.keys(hideable))};const asked=(new URLSearchParams(location.search).get('hide')??'').split(',');document.documentElement.dataset.hide=known.filter((name)=>asked.includes(name)).join(' ')}`;

/** The names that were asked for and mean nothing. */
export function unknownParts(asked: string): readonly string[] {
  return asked.split(',').filter((name) => name !== '' && !Object.hasOwn(hideable, name));
}
