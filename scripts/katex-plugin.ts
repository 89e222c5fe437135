// Renders the equations of Markdown at build time, so that a page ships KaTeX's HTML and needs none of its code.
// An equation KaTeX does not accept fails the build.
import katex from 'katex';
import { defineMdastPlugin } from 'satteri';

const options = {
  throwOnError: true,
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  trust: isColourClass,
  output: 'htmlAndMathml',
} as const;

/** Guards the HTML extension: only `\htmlClass` with one of the book's own colour names may add attributes to an equation. */
function isColourClass(context: { command: string; class?: string }): boolean {
  return (
    context.command === '\\htmlClass' &&
    /^w-(window|kernel|output|pos|neg|alpha|beta|gamma|delta)$/.test(context.class ?? '')
  );
}

/** Sätteri plugin: `$…$` and `$$…$$` become KaTeX HTML. */
export function katexPlugin() {
  return defineMdastPlugin({
    name: 'katex',
    math: ({ value }) =>
      asRaw(
        `<div class="eq" tabindex="0" role="group" aria-label="Equation">${katex.renderToString(value, { ...options, displayMode: true })}</div>`,
      ),
    inlineMath(node, context) {
      const equation = katex.renderToString(node.value, options);
      const index = context.indexOf(node);
      const next = index === undefined ? undefined : context.parent(node).children[index + 1];
      const mark = next?.type === 'text' ? (/^[,.;:?!)’”]+/.exec(next.value)?.[0] ?? '') : '';
      // A line may break beside KaTeX's boxes: the comma behind a short equation is taken into one unbroken span with it.
      // A long equation, of several boxes, must stay breakable.
      if (next?.type !== 'text' || mark === '' || equation.split('class="base"').length > 2) return asRaw(equation);
      context.setProperty(next, 'value', next.value.slice(mark.length));
      return asRaw(`<span class="unbroken">${equation}${mark}</span>`);
    },
  });
}

/** Raw content is read as Markdown once more: a backslash of the TeX source must not be taken for an escape. */
function asRaw(html: string) {
  return { raw: html.replaceAll('\\', '&#92;'), mdxExpressions: false };
}
