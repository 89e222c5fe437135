// What an embedding page may leave out of a figure, by `?hide=presets,code`: the names, and where each is found. Teachers hide what would distract.

/** What can be hidden, and the parts of a figure that each name means. */
export const hideable = {
  head: '.fig-head',
  status: '.fig-head .status',
  presets: '.presets',
  knobs: '.knobs',
  ops: '.ops',
  settings: '.settings',
  picker: '.picker',
  tools: '.tools',
  transport: '.transport',
  foot: '.foot',
  code: '.foot [data-part="code"]',
  lesson: '.embed-foot',
} as const;

/** The rules that hide them, for pages whose root says what is hidden. */
export function hidingStyles(): string {
  return Object.entries(hideable)
    .map(([name, selector]) => `:root[data-hide~='${name}'] :is(${selector}){display:none!important}`)
    .join('');
}

/** The script for a page's head that hides before the first paint; it takes the known names only. */
export const hideBeforePaint = `{const known=${JSON.stringify(Object.keys(hideable))};const asked=(new URLSearchParams(location.search).get('hide')??'').split(',');document.documentElement.dataset.hide=known.filter((name)=>asked.includes(name)).join(' ')}`;

/** The names that were asked for and mean nothing. */
export function unknownParts(asked: string): readonly string[] {
  return asked.split(',').filter((name) => name !== '' && !Object.hasOwn(hideable, name));
}
