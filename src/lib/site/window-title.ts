// The title of a browser's window: the page's and the book's, as far as a window and a list of results show them.

/** The book's name. */
const bookName = 'Threes & Sevens';

const longest = 65; // characters, as they are written in HTML; the sign & takes five

/** What stands in the title of a page's window. */
export function windowTitle(title: string): string {
  if (title === bookName) return `${bookName}: convolutions you can take apart`;
  const full = `${title} · ${bookName}`;
  if (full.length <= longest) return full;
  return title.length <= longest ? title : `${title.slice(0, longest - 1).trimEnd()}…`;
}
