// A link to words: browsers that know text fragments scroll to them and mark them. https://wicg.github.io/scroll-to-text-fragment/

const shortText = 80; // characters; of longer ones only the first and last words are given
const endWords = 5;

/** The words as a text directive, `text=the%20kernel%20lies,weighs%20each`; nothing for words that cannot be found again. */
export function textDirective(selected: string): string | undefined {
  const text = selected.replace(/\s+/g, ' ').trim();
  const words = text.split(' ');
  if (text.length < 3) return undefined;
  if (text.length <= shortText || words.length <= 2 * endWords) return `text=${encoded(text)}`;
  return `text=${encoded(words.slice(0, endWords).join(' '))},${encoded(words.slice(-endWords).join(' '))}`;
}

/** Commas, hyphens and ampersands have a meaning in a directive, brackets and stars one in Markdown; forums cut a full stop off the end of a link. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[-!'()*._~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
