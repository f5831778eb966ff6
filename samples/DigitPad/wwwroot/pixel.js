import { element, gridCanvas } from "./dom.js";
import { channelOf, cut, dot, kernelOf, magnitudeOf, numbersOf, tile } from "./grid.js";
import { paint } from "./paint.js";
import { decimal, sum } from "./text.js";
import { read } from "./receptive-field.js";

/** How one number of a map comes about: what the layer reads for it, the kernel that weighs it, the sum or the largest. */
export class PixelFigure {
  #kernels;
  #equation = element("p", { className: "equation" });

  /**
   * @param layer A convolution or a pool.
   * @param above The layer that it reads.
   * @param weights The convolution's kernels and biases; undefined for a pool.
   */
  constructor(layer, above, weights) {
    Object.assign(this, { layer, above, weights });
    const { height, width } = layer.window;
    const columns = (weights ? above.shape[2] : 1) * (width + 1) - 1;
    this.reads = gridCanvas(height, columns);
    this.#kernels = weights && gridCanvas(height, columns);
    this.element = element("figure", { className: "pixel" },
      element("figcaption", {}, weights && above.shape[2] > 1 ? `reads this of ${above.name}'s ${above.shape[2]} maps` : `reads this of ${above.name}`), this.reads,
      ...(weights ? [element("figcaption", {}, "weighs it by the kernel"), this.#kernels] : []),
      this.#equation);
  }

  /** @param cell The number's row and column, in the map of a channel. */
  show(values, channel, { row, column }) {
    const cells = read(this.layer, { top: row, bottom: row, left: column, right: column });
    const channels = this.weights ? [...Array(this.above.shape[2]).keys()] : [channel];
    const patches = channels.map(input => cut(channelOf(values, this.above, input), cells));
    paint(this.reads, tile([patches]), magnitudeOf(numbersOf(values, this.above)));
    if (!this.weights) {
      this.#equation.textContent = `the largest of these = ${decimal(channelOf(values, this.layer, channel).at(row, column))}`;
      return;
    }

    const { kernel, bias } = this.weights;
    const kernels = channels.map(input => kernelOf(kernel, channel, input));
    paint(this.#kernels, tile([kernels]), magnitudeOf(kernel.values));
    this.#equation.textContent = sum("reads × kernel", dot(tile([patches]), tile([kernels])), bias.values[channel], this.layer.activation);
  }
}
