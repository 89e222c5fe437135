// Many reports, one drawing: what changes many times between two frames is shown once, with the next frame.

/** Asks for a drawing; several that are asked for before the next frame become one. */
export interface Frames {
  /** Draws with the next frame. */
  ask(): void;
  /** Draws at once, if a drawing was asked for or not. */
  now(): void;
  /** Forgets what was asked for. */
  stop(): void;
}

/** Draws at most once a frame. */
export function oncePerFrame(draw: () => void): Frames {
  let asked: number | undefined;
  const stop = (): void => {
    if (asked !== undefined) cancelAnimationFrame(asked);
    asked = undefined;
  };
  const now = (): void => {
    stop();
    draw();
  };
  return {
    ask: () => {
      asked ??= requestAnimationFrame(() => {
        asked = undefined;
        draw();
      });
    },
    now,
    stop,
  };
}
