// Words that a reader marks get a link of their own, where the browser knows text fragments: a small button appears while something in the text of
// the lesson is marked.
import { copyText } from './clipboard.ts';
import { sectionAddress } from './location.ts';
import { textDirective } from './text-fragment.ts';

const leastWords = 3;

/** Offers links to marked words; called once by pages with running text, with the button that offers them. */
export function offerSelectionLinks(button: HTMLButtonElement): void {
  if (!('fragmentDirective' in document)) return;
  const words = button.textContent;
  document.addEventListener('selectionchange', () => {
    button.textContent = words;
    button.hidden = markedText() === undefined;
  });
  // the press must not take the marking away before it is copied
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('click', () => void copyMarked(button));
}

async function copyMarked(button: HTMLButtonElement): Promise<void> {
  const marked = markedText();
  const directive = marked === undefined ? undefined : textDirective(marked.text);
  if (marked === undefined || directive === undefined) return;
  const address = `${sectionAddress(marked.section)}:~:${directive}`;
  button.textContent = (await copyText(address)) ? 'Copied' : address;
}

/** What is marked in the running text, and the section it stands in. */
function markedText(): { readonly text: string; readonly section: string } | undefined {
  const selection = getSelection();
  const text = selection?.toString().trim() ?? '';
  const node = selection?.anchorNode;
  const start = node instanceof Element ? node : node?.parentElement;
  if (!start?.closest('.prose') || text.split(/\s+/).length < leastWords) return undefined;
  if (start.closest('.fig, .katex, input, [data-link-menu]') !== null) return undefined;
  const before = [...document.querySelectorAll('.prose h2[id]')].filter(
    (heading) => (heading.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return { text, section: before.at(-1)?.id ?? '' };
}
