// The state in which a page prints a figure, where that is not its first. A page whose address names a state is printed in it, so that it shows it
// without script too; in the browser the figure begins in the same state, or what was printed would not fit what comes alive.

/** A figure's state on a page. */
export interface PrintedState {
  readonly widgetId: string;
  /** As it stands in links. */
  readonly state: string;
}

let printed: PrintedState | undefined;

/** Says what the page now being made prints; nothing for pages that print first states only. Called for every page by its layout. */
export function printState(state: PrintedState | undefined): void {
  printed = state;
}

/** The state in which this page prints a figure; nothing for its first. */
export function printedState(widgetId: string): string | undefined {
  const here = typeof document === 'undefined' ? printed : readPage();
  return here?.widgetId === widgetId ? here.state : undefined;
}

function readPage(): PrintedState | undefined {
  const { printedWidget: widgetId, printedState: state } = document.body.dataset;
  return widgetId === undefined || state === undefined ? undefined : { widgetId, state };
}
