// Which room of the house may use which: content → components → lib, and inside them widgets → controls, views → lib.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const widgetsFolder = 'src/components/widgets';

function foldersIn(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

const widgetZones = foldersIn(widgetsFolder).map((widget) => ({
  target: `./${widgetsFolder}/${widget}`,
  from: './src/components',
  except: [`./widgets/${widget}`, './controls', './views'],
  message: 'A widget is composed of controls and views; it knows no other widget, no prose and no furniture.',
}));

/** Zones for import-x/no-restricted-paths: what stands in `target` may not import from `from`. */
export const zones = [
  {
    target: './src',
    from: ['./scripts', './tests'],
    message: 'What readers get does not depend on tools or tests.',
  },
  {
    target: './src/lib',
    from: ['./src/components', './src/layouts', './src/pages', './src/content'],
    message: 'lib is below the components and knows nothing of them.',
  },
  {
    target: './src/components',
    from: ['./src/layouts', './src/pages', './src/content'],
    message: 'Components are below layouts, pages and content.',
  },
  { target: './src/lib/array', from: './src/lib', except: ['./array'], message: 'array stands on nothing.' },
  { target: './src/lib/conv', from: './src/lib', except: ['./conv', './array'], message: 'conv stands on array only.' },
  {
    target: './src/lib/nn',
    from: './src/lib',
    except: ['./nn', './conv', './array'],
    message: 'nn stands on conv and array only.',
  },
  {
    target: './src/components/controls',
    from: './src/components',
    except: ['./controls'],
    message: 'A control has no knowledge of what it controls.',
  },
  {
    target: './src/components/views',
    from: './src/components',
    except: ['./views'],
    message: 'A view draws one thing from data.',
  },
  ...widgetZones,
];
