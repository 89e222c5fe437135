// The first press on an embedded figure that sleeps: nothing in it answers yet. It starts the figure, is kept, and is made again on the same element once
// the figure is awake, so that whoever taps a control gets what they tapped. A figure that shows a state is awake: there the press only starts its engine.

/** Fields whose press does what it does without any script; what is entered there is told again instead. */
const fields = 'select, textarea, input:not([type="checkbox"], [type="radio"], [type="button"])';

/** Elements that make a click of a key by themselves. */
const pressedByKeys = `a, button, summary, label, input, ${fields}`;

/** Lets the first press on a stage begin its figure, and do what it was meant to do. */
export function beginByPress(stage: HTMLElement, begin: () => void): void {
  let down: PointerEvent | undefined;
  let again: (() => void) | undefined;
  const isAsleep = (): boolean => stage.querySelector('astro-island[ssr]') !== null;
  const targetOf = ({ target }: Event): Element | undefined =>
    target instanceof Element && target.closest('[data-start], a') === null ? target : undefined;
  const keep = (press: () => void): void => {
    if (again === undefined)
      addEventListener('astro:hydrate', () => requestAnimationFrame(() => again?.()), { capture: true, once: true });
    again = press;
  };

  stage.addEventListener('pointerdown', (event) => (down = event), true);
  // a finger that scrolls the page never comes to this
  stage.addEventListener('pointerup', (event) => targetOf(event) && begin(), true);
  const onClick = (event: MouseEvent): void => {
    const target = targetOf(event);
    if (target === undefined) return;
    begin();
    if (!isAsleep() || target.closest(fields) !== null) return;
    event.preventDefault();
    event.stopPropagation();
    // what follows a drag takes hold of a mouse; a finger that has left cannot be held
    const held = down?.target === target && down.pointerType === 'mouse' ? down : undefined;
    keep(() => {
      if (held) for (const type of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, held));
      target.dispatchEvent(new MouseEvent('click', event));
    });
  };
  stage.addEventListener('click', onClick, true);
  const onInput = ({ target }: Event): void => {
    begin();
    if (!isAsleep() || !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { value } = target;
    keep(() => {
      target.value = value;
      for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }));
    });
  };
  stage.addEventListener('input', onInput, true);
  const onKey = (event: KeyboardEvent): void => {
    const target = targetOf(event);
    if (target === undefined || event.key === 'Tab' || event.key === 'Shift') return;
    begin();
    if (!isAsleep() || target.matches(pressedByKeys)) return;
    event.preventDefault();
    keep(() => target.dispatchEvent(new KeyboardEvent('keydown', event)));
  };
  stage.addEventListener('keydown', onKey, true);
}
