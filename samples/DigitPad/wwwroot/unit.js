import { element, gridCanvas } from "./dom.js";
import { channelOf, dot, kernelOf, magnitudeOf, numbersOf, stripOf, stripRows, tile } from "./grid.js";
import { paint } from "./paint.js";
import { sum } from "./text.js";

/** How a unit of a dense layer comes about: all numbers of the layer above, and how the unit weighs them. */
export class UnitFigure {
  #equation = element("p", { className: "equation" });

  /**
   * @param layers All layers, and the dense one's place.
   * @param weights Its weights and biases.
   */
  constructor(layers, index, { kernel, bias }) {
    this.layer = layers[index];
    this.above = layers[index - 1];
    Object.assign(this, { kernel, bias });

    // Behind a Flatten the weights are counted as PyTorch counts a map: channel by channel. Then both are shown as maps.
    this.map = this.above.kind === "Flatten" ? layers[index - 2] : null;
    const { rows, columns } = this.#weighs(0);
    this.reads = gridCanvas(rows, columns);
    this.weighs = gridCanvas(rows, columns);
    this.caption = element("figcaption");
    this.element = element("figure", { className: "unit" },
      element("figcaption", {}, this.map ? `reads the ${this.map.shape[2]} maps of ${this.map.name}` : `reads the ${this.above.shape[0]} numbers of ${this.above.name}`),
      this.reads, this.caption, this.weighs, this.#equation);
  }

  show(values, unit) {
    const [reads, weighs] = [this.#reads(values), this.#weighs(unit)];
    paint(this.reads, reads, magnitudeOf(numbersOf(values, this.above)));
    paint(this.weighs, weighs, magnitudeOf(this.kernel.values));
    this.caption.textContent = `unit ${unit} weighs them by`;
    this.#equation.textContent = sum("reads × weights", dot(reads, weighs), this.bias.values[unit], this.layer.activation);
  }

  #reads(values) {
    return this.map
      ? tile([this.#channels.map(channel => channelOf(values, this.map, channel))])
      : stripOf(values, this.above, stripRows(this.above));
  }

  #weighs(unit) {
    const { shape: [units, length], values } = this.kernel;
    if (!this.map) {
      return stripOf(values, { shape: [length], offset: unit * length }, stripRows(this.above));
    }

    const [rows, columns, channels] = this.map.shape;
    return tile([this.#channels.map(channel => kernelOf({ shape: [units, channels, rows, columns], values }, unit, channel))]);
  }

  get #channels() {
    return [...Array(this.map.shape[2]).keys()];
  }
}
