// The largest number of each window, for windows that stand side by side; the caller lays them out like that. Memory is the caller's.

const NUMBER: usize = 4;

/** Pools numbers from `input` on, rows of `cols · windowCols`, into `rows` rows of `cols` at `output`; planes just follow each other. */
export function poolLargest(input: usize, output: usize, rows: i32, cols: i32, windowRows: i32, windowCols: i32): void {
  const width = (cols as usize) * (windowCols as usize) * NUMBER;
  const step = (windowCols as usize) * NUMBER;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      let largest = load<f32>(input + (col as usize) * step);
      for (let windowRow = 0; windowRow < windowRows; windowRow++) {
        const start = input + (windowRow as usize) * width + (col as usize) * step;
        for (let at = start; at < start + step; at += NUMBER) largest = max(largest, load<f32>(at));
      }
      store<f32>(output, largest);
      output += NUMBER;
    }
    input += width * (windowRows as usize);
  }
}
