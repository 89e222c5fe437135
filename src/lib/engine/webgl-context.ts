// A context of WebGL that is watched: lost, it raises nothing and reads zeros.

/**
 * Computes on a context.
 * @throws Error if the context is lost before or meanwhile, or if its memory is full
 */
export async function onWebgl<Answer>(gl: WebGLRenderingContext, compute: () => Promise<Answer>): Promise<Answer> {
  refuseLost(gl);
  const values = await compute();
  refuseLost(gl);
  return values;
}

function refuseLost(gl: WebGLRenderingContext): void {
  if (gl.isContextLost()) throw new Error('its context was lost');
  const error = gl.getError();
  if (error === gl.OUT_OF_MEMORY) throw new Error('its memory is full');
}
