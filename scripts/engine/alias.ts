// Lets Node read the book's sources as they are: they name each other from `@lib/` on. Import this first.
import { registerHooks } from 'node:module';

const lib = new URL('../../src/lib/', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    return next(specifier.startsWith('@lib/') ? new URL(specifier.slice(5), lib).href : specifier, context);
  },
});
