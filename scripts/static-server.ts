// Serves a built site the way a static host does: folders end in a slash, what is missing gets the 404 page, a base path is a
// base path. `npm start` and the tests of the built site share it, so what is tested is what is read.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** A site being served. */
export interface ServedSite {
  /** Address of the home page, with base path and trailing slash. */
  readonly url: string;
  /** Stops serving, also those who are still connected. */
  close(): Promise<void>;
}

/** How to serve a site. */
export interface ServeOptions {
  /** Base path the site was built for. Default `/`. */
  readonly base?: string;
  /** First port to try; later ones are tried when it is taken. 0 takes any free one. Default 0. */
  readonly port?: number;
}

const host = '127.0.0.1';
const portsTried = 50;

/**
 * Serves the folder of a built site on this machine only.
 * @throws RangeError when the folder has no `index.html`.
 */
export async function serveSite(folder: string, options: ServeOptions = {}): Promise<ServedSite> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new RangeError(`serveSite: folder must have an index.html, got ${folder}`);
  }
  const base = `/${options.base ?? ''}/`.replace(/\/+/g, '/');
  const server = createSiteServer(folder, base);
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://${host}:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createSiteServer(folder: string, base: string): Server {
  const files = sirv(folder, { etag: true, setHeaders });
  const notFoundPage = join(folder, '404.html');
  return createServer((request, response) => {
    const url = new URL(`http://${host}${request.url ?? '/'}`);
    if (!url.pathname.startsWith(base)) return notFound(response, notFoundPage);
    const path = url.pathname.slice(base.length - 1);
    if (!path.endsWith('/') && existsSync(join(folder, decode(path), 'index.html'))) {
      response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
      return;
    }
    request.url = path + url.search;
    files(request, response, () => notFound(response, notFoundPage));
  });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function setHeaders(response: ServerResponse, path: string): void {
  const isHashed = path.startsWith('/_astro/') || /-[0-9a-f]{12}\.bin$/.test(path);
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function notFound(response: ServerResponse, page: string): void {
  const body = existsSync(page) ? readFileSync(page) : 'Not found';
  response.writeHead(404, { 'content-type': existsSync(page) ? 'text/html; charset=utf-8' : 'text/plain' }).end(body);
}

async function listen(server: Server, firstPort: number): Promise<number> {
  const lastPort = firstPort === 0 ? 0 : firstPort + portsTried - 1;
  for (let port = firstPort; port <= lastPort; port++) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new RangeError(`serveSite: one of the ports ${firstPort} to ${lastPort} must be free, got none`);
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
