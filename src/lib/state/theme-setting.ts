// The reader's choice of theme, kept between visits.

/** What a reader can choose; `system` follows the system. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const themeKey = 'theme';

/** The script for a page's head that puts the kept choice in force before the first paint, so that nothing flashes. */
export const themeBeforePaint = `try{const t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;

/** The choice now in force. */
export function themeChoice(): ThemeChoice {
  const forced = document.documentElement.dataset['theme'];
  return forced === 'light' || forced === 'dark' ? forced : 'system';
}

/** Puts a choice in force and keeps it; where storage is closed it holds for this page. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  try {
    if (choice === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, choice);
  } catch {
    // storage is closed: the choice holds for this page
  }
}

/** The choice after the one in force: from the system's to the opposite, so that the first press shows; then the system's own, forced. */
export function nextTheme(): ThemeChoice {
  const [own, opposite] = matchMedia('(prefers-color-scheme: dark)').matches
    ? (['dark', 'light'] as const)
    : (['light', 'dark'] as const);
  const choice = themeChoice();
  return choice === 'system' ? opposite : choice === opposite ? own : 'system';
}
