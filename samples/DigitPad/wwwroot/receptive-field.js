/**
 * What a layer reads of the one above it for some of its cells: rows and columns, also in the padding.
 * @param layer With a window, or without: then the same cells.
 * @param {{top, bottom, left, right}} cells The last ones included.
 */
export function read({ window }, { top, bottom, left, right }) {
  if (!window) {
    return { top, bottom, left, right };
  }

  const { height, width, strideHeight, strideWidth, pad } = window;
  return {
    top: top * strideHeight - pad,
    bottom: bottom * strideHeight - pad + height - 1,
    left: left * strideWidth - pad,
    right: right * strideWidth - pad + width - 1,
  };
}

/** The part of the network's input that a cell of a map hangs on. */
export function receptiveField(layers, index, { row, column }) {
  let cells = { top: row, bottom: row, left: column, right: column };
  for (let i = index; i > 0; i--) {
    cells = read(layers[i], cells);
  }

  const [rows, columns] = layers[0].shape;
  return {
    top: Math.max(0, cells.top),
    bottom: Math.min(rows - 1, cells.bottom),
    left: Math.max(0, cells.left),
    right: Math.min(columns - 1, cells.right),
  };
}
