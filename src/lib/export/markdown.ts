// Markdown as Discourse reads it: texts, links and tables whose signs mean nothing but themselves. Beside Markdown's own signs, forums give a
// meaning to @names, #tags, :emoji: and $formulas$.

/** A text in one line, whose signs mean only themselves, in a table too. */
export function markdownText(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>~|&$@#]|:(?=\S)/g, String.raw`\$&`);
}

/**
 * A link with a text. Signs that would end the link, or the cell of a table, are written as codes.
 * @throws RangeError if the address is not one of http or https
 */
export function markdownLink(text: string, address: string): string {
  if (!/^https?:\/\/[^\s]/.test(address)) {
    throw new RangeError(`markdownLink: address must begin with http:// or https://, got ${address}`);
  }
  const destination = address.replaceAll(/[\s|<>()[\]\\"'`*]/g, percentCode);
  return `[${markdownText(text)}](${destination})`;
}

function percentCode(sign: string): string {
  return [...new TextEncoder().encode(sign)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** A table of texts, the names of the columns first; columns of numbers stand at the right. */
export function markdownTable(
  columns: readonly { readonly name: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ name }) => markdownText(name))),
    line(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownText))),
  ].join('\n');
}
