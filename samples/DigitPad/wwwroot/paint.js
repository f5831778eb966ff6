/** The legend's three swatches are the palette, so that the style sheet is where colours are. */
let palette = readPalette();
document.addEventListener("theme", () => palette = readPalette());

function readPalette() {
  const [negative, zero, positive] = ["negative", "zero", "positive"].map(id =>
    getComputedStyle(document.getElementById(id)).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
  return { negative, zero, positive };
}

/**
 * Paints a grid, a pixel a number.
 * @param {HTMLCanvasElement} canvas Of as many pixels as the grid has cells.
 * @param grid See grid.js.
 * @param {number} most The magnitude of full colour.
 */
export function paint(canvas, grid, most) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(grid.columns, grid.rows);
  let next = 0;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, next += 4) {
      const value = grid.at(row, column);
      if (!Number.isNaN(value)) {
        const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
        const colour = value < 0 ? palette.negative : palette.positive;
        palette.zero.forEach((zero, i) => image.data[next + i] = zero + share * (colour[i] - zero));
        image.data[next + 3] = 255;
      }
    }
  }

  context.putImageData(image, 0, 0);
}
