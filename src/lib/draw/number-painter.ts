// Writes many small numbers on a canvas quickly: each digit is drawn once in each colour and then copied, since setting text is
// what takes the time. Digits are tabular, so a number is as wide as its signs together.

const signs = '0123456789\u2212.+';

/** Writes numbers in one typeface and size. */
export class NumberPainter {
  readonly #font: string;
  readonly #sizePx: number;
  readonly #widths = new Map<string, number>();
  readonly #sheets = new Map<string, HTMLCanvasElement>();
  readonly #slotPx: number;

  /** `font` is a CSS font without its size, `sizePx` in device pixels. */
  constructor(family: string, sizePx: number) {
    this.#sizePx = sizePx;
    this.#font = `500 ${sizePx}px ${family}`;
    this.#slotPx = Math.ceil(sizePx);
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) return;
    context.font = this.#font;
    for (const sign of signs) this.#widths.set(sign, context.measureText(sign).width);
  }

  /** Writes a number centred on a point, its baseline a third of its size below it; other signs than a number's are left out. */
  write(
    context: CanvasRenderingContext2D,
    text: string,
    { x, y, colour }: { x: number; y: number; colour: string },
  ): void {
    const sheet = this.#sheet(colour);
    const widths = Array.from(text, (sign) => this.#widths.get(sign) ?? 0);
    let left = x - widths.reduce((sum, width) => sum + width, 0) / 2;
    const top = Math.round(y - this.#slotPx / 2);
    for (const [at, sign] of [...text].entries()) {
      const slot = signs.indexOf(sign);
      if (slot >= 0)
        context.drawImage(
          sheet,
          slot * this.#slotPx,
          0,
          this.#slotPx,
          this.#slotPx,
          Math.round(left),
          top,
          this.#slotPx,
          this.#slotPx,
        );
      left += widths[at] ?? 0;
    }
  }

  #sheet(colour: string): HTMLCanvasElement {
    const known = this.#sheets.get(colour);
    if (known !== undefined) return known;
    const sheet = document.createElement('canvas');
    sheet.width = this.#slotPx * signs.length;
    sheet.height = this.#slotPx;
    const context = sheet.getContext('2d');
    if (context !== null) {
      context.font = this.#font;
      context.fillStyle = colour;
      for (const [slot, sign] of [...signs].entries())
        context.fillText(sign, slot * this.#slotPx, this.#slotPx / 2 + this.#sizePx * 0.34);
    }
    this.#sheets.set(colour, sheet);
    return sheet;
  }
}
