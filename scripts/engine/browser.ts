// Runs the bundled engine in a headless Chromium, served from this machine only.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import sirv from 'sirv';
import { findChromium, webgpuFlags } from '../find-chromium.ts';
import { bundledEngine } from './bundle.ts';
import { RequestError, type Computer } from './request.ts';

const host = '127.0.0.1';

/** Isolated from other pages, a page gets clocks that are finer than a tenth of a millisecond. */
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** A page with the engine, open. */
export interface EnginePage {
  readonly page: Page;
  /** What the page sent back last; the request it fetches is set here. */
  readonly post: { request: string; answer: string };
  close(): Promise<void>;
}

/**
 * Opens the page of the engine.
 * @throws Error where there is no Chromium, or the page does not come up
 */
export async function openEnginePage(): Promise<EnginePage> {
  const executablePath = findChromium();
  const post = { request: '', answer: '' };
  const server = createServer(routes(await bundledEngine(), post));
  server.listen(0, host);
  await once(server, 'listening');
  const browser = await chromium.launch({ executablePath, args: [...webgpuFlags] });
  const close = async (): Promise<void> => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(`http://${host}:${portOf(server)}/`);
    return { page, post, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function routes(folder: string, post: { request: string; answer: string }) {
  const setHeaders = (response: ServerResponse): void => {
    for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
  };
  const files = sirv(folder, { setHeaders });
  const digits = sirv(fileURLToPath(new URL('../../public', import.meta.url)), { setHeaders });
  return (request: IncomingMessage, response: ServerResponse): void => {
    const notFound = (): void => void response.writeHead(404).end();
    if (request.url === '/request') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(post.request);
    } else if (request.url === '/answer') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        post.answer = Buffer.concat(parts).toString('utf8');
        response.writeHead(204).end();
      });
    } else files(request, response, () => digits(request, response, notFound));
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new TypeError('openEnginePage: the server must have a port');
}

/** What computes in a browser. */
type BrowserComputer = Exclude<Computer, 'reference'>;

/**
 * Answers the text of a request on a backend, in a page that is open.
 * @throws RequestError with the words of the page if it cannot be answered there
 */
export async function answerOnPage(
  { page, post }: EnginePage,
  backend: BrowserComputer,
  request: string,
): Promise<string> {
  post.request = request;
  const failure = await page.evaluate((asked) => window.answer(asked), backend);
  if (failure !== undefined) throw new RequestError(failure);
  return post.answer;
}

/**
 * Answers the text of a request on a backend, in a browser of its own.
 * @throws RequestError with the words of the page if it cannot be answered there
 */
export async function answerInBrowser(backend: BrowserComputer, request: string): Promise<string> {
  const opened = await openEnginePage();
  try {
    return await answerOnPage(opened, backend, request);
  } finally {
    await opened.close();
  }
}
