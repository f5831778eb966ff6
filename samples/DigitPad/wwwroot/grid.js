// A grid is rows, columns and at(row, column); NaN is a gap, where nothing is painted.

/** A layer's numbers out of a trace. */
export const numbersOf = (values, { shape, offset }) => values.subarray(offset, offset + shape.reduce((product, side) => product * side));

/** One channel of a map: numbers in height, width, channel order from an offset on. */
export const channelOf = (values, { shape: [rows, columns, channels], offset }, channel) =>
  ({ rows, columns, at: (row, column) => values[offset + (row * columns + column) * channels + channel] });

/** A flat tensor as a strip of some rows. */
export const stripOf = (values, { shape: [length], offset }, rows) => {
  const columns = Math.ceil(length / rows);
  return { rows, columns, at: (row, column) => row * columns + column < length ? values[offset + row * columns + column] : NaN };
};

/** In how many rows a flat layer is shown: a hundred cells are as wide as a telephone. */
export const stripRows = ({ shape: [length] }) => length <= 10 ? 1 : Math.max(2, Math.ceil(length / 100));

/** A convolution's kernel for one channel of its input: weights are in output, input, row, column order. */
export const kernelOf = ({ shape: [, inputs, rows, columns], values }, output, input) =>
  ({ rows, columns, at: (row, column) => values[((output * inputs + input) * rows + row) * columns + column] });

/** Part of a grid; outside the grid are the zeros of its padding. */
export const cut = (grid, { top, bottom, left, right }) => ({
  rows: bottom - top + 1,
  columns: right - left + 1,
  at: (row, column) => {
    const [y, x] = [top + row, left + column];
    return y < 0 || x < 0 || y >= grid.rows || x >= grid.columns ? 0 : grid.at(y, x);
  },
});

/** Grids of one size as a table, with a gap of one cell between them. */
export const tile = table => {
  const { rows, columns } = table[0][0];
  return {
    rows: table.length * (rows + 1) - 1,
    columns: table[0].length * (columns + 1) - 1,
    at: (row, column) => {
      const [y, x] = [row % (rows + 1), column % (columns + 1)];
      return y === rows || x === columns ? NaN : table[Math.floor(row / (rows + 1))][Math.floor(column / (columns + 1))].at(y, x);
    },
  };
};

/** The sum of two grids' products, cell by cell. */
export function dot(one, other) {
  let sum = 0;
  for (let row = 0; row < one.rows; row++) {
    for (let column = 0; column < one.columns; column++) {
      const product = one.at(row, column) * other.at(row, column);
      sum += Number.isNaN(product) ? 0 : product;
    }
  }

  return sum;
}

/** The cell with the largest number. */
export function peakOf(grid) {
  const peak = { row: 0, column: 0 };
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      if (grid.at(row, column) > grid.at(peak.row, peak.column)) {
        Object.assign(peak, { row, column });
      }
    }
  }

  return peak;
}

/** The largest magnitude: what is painted in full colour. */
export const magnitudeOf = values => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
