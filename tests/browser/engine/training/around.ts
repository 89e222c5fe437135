// Puts something around a method of the browser, for a while: to count its calls, or to break something in the middle of one.

/** Calls `act` instead of a method, with a way to call the method itself and with its arguments; gives the way back. */
export function around(
  prototype: object,
  name: string,
  act: (call: () => unknown, args: readonly unknown[]) => unknown,
): () => void {
  const whole: unknown = Reflect.get(prototype, name);
  if (typeof whole !== 'function') throw new TypeError(`around: name must be that of a method, got ${name}`);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]): unknown {
    return act((): unknown => Reflect.apply(whole, this, args), args);
  });
  return () => void Reflect.set(prototype, name, whole);
}
