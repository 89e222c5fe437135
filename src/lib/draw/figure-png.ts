// A chart as a picture to take home. Its SVG is copied with every style written out, since a picture knows no style sheet, and drawn on a canvas;
// words are written on top by the canvas, which has the typefaces of the page.

/** How a picture is made. */
export interface FigurePngOptions {
  /** Written above the chart. */
  readonly title?: string;
  /** Pixels of the picture for one of the page. */
  readonly scale?: number;
  /** White space around the chart, in pixels of the page. */
  readonly marginPx?: number;
}

/** What of a style decides how an SVG looks; texts are not among it. */
const drawnStyles = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...['stroke-linejoin', 'stroke-linecap', 'vector-effect', 'opacity', 'display', 'visibility', 'overflow'],
];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A PNG of an SVG that stands on the page, on the colour of the page, with everything that sticks out of its frame.
 * Rejects with an `Error` in words for a reader when the browser cannot draw it.
 */
export async function figureToPng(svg: SVGSVGElement, options: FigurePngOptions = {}): Promise<Blob> {
  const { title, scale = 2, marginPx = 16 } = options;
  const box = drawnBox(svg);
  const titlePx = title === undefined ? 0 : 30;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((box.width + 2 * marginPx) * scale);
  canvas.height = Math.round((box.height + 2 * marginPx + titlePx) * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(cannotDraw);
  const root = getComputedStyle(document.body);
  context.fillStyle = root.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(marginPx, marginPx + titlePx);

  const picture = await pictureOf(standalone(svg, box));
  context.drawImage(picture, 0, 0, box.width, box.height);
  context.translate(-box.left, -box.top);
  for (const text of svg.querySelectorAll('text')) writeText(context, text);
  if (title !== undefined) {
    context.font = `600 15px ${getComputedStyle(svg.querySelector('text') ?? svg).fontFamily}`;
    context.fillStyle = root.color;
    context.textAlign = 'left';
    context.fillText(title, box.left, box.top - titlePx + 14);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error(cannotDraw)) : resolve(blob)), 'image/png'),
  );
}

const cannotDraw = 'This browser could not make a picture of the chart.';

/** Where everything that is drawn lies, in pixels of the window, rounded outward. */
function drawnBox(svg: SVGSVGElement): Box {
  const own = svg.getBoundingClientRect();
  // what is inside a sheet of its own is cut off at that sheet
  const parts = [...svg.querySelectorAll(':scope > :not(svg)')].map((part) => part.getBoundingClientRect());
  const boxes = [own, ...parts.filter(({ width, height }) => width > 0 || height > 0)];
  // a box is that of the shapes, without their strokes
  const strokePx = 3;
  const left = Math.floor(Math.min(...boxes.map((box) => box.left))) - strokePx;
  const top = Math.floor(Math.min(...boxes.map((box) => box.top))) - strokePx;
  const right = Math.ceil(Math.max(...boxes.map((box) => box.right))) + strokePx;
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.bottom))) + strokePx;
  return { left, top, width: right - left, height: bottom - top };
}

/** The SVG as text that needs no page: its styles written out, its texts left away, in a frame that holds all of it. */
function standalone(svg: SVGSVGElement, box: Box): string {
  const copy = cloneWithStyles(svg);
  const { left, top, width, height } = svg.getBoundingClientRect();
  const place = { x: left - box.left, y: top - box.top, width, height };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  copy.style.overflow = 'visible';
  const frame = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  frame.setAttribute('width', String(box.width));
  frame.setAttribute('height', String(box.height));
  frame.append(copy);
  return new XMLSerializer().serializeToString(frame);
}

function cloneWithStyles(svg: SVGSVGElement): SVGElement {
  const copy = document.importNode(svg, true);
  const [originals, copies] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  originals.forEach((original, at) => {
    const style = getComputedStyle(original);
    const written = drawnStyles.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
    copies[at]?.setAttribute('style', written);
    copies[at]?.removeAttribute('class');
  });
  for (const text of copy.querySelectorAll('text')) text.remove();
  return copy;
}

async function pictureOf(svg: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await picture.decode();
  } catch (cause) {
    throw new Error(cannotDraw, { cause });
  }
  return picture;
}

/** Writes a text of the page where it stands there, with its outline if it has one. */
function writeText(context: CanvasRenderingContext2D, text: SVGTextElement): void {
  const style = getComputedStyle(text);
  const screen = text.getScreenCTM();
  if (screen === null || text.getNumberOfChars() === 0 || style.display === 'none') return;
  const start = text.getStartPositionOfChar(0).matrixTransform(screen);
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = 'left';
  if (style.stroke !== 'none') {
    context.strokeStyle = style.stroke;
    context.lineWidth = Number.parseFloat(style.strokeWidth);
    context.lineJoin = 'round';
    context.strokeText(text.textContent, start.x, start.y);
  }
  context.fillStyle = style.fill;
  context.fillText(text.textContent, start.x, start.y);
}
