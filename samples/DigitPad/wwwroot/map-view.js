import { element, gridCanvas, MarkedCanvas } from "./dom.js";
import { channelOf, kernelOf, magnitudeOf, numbersOf, peakOf, tile } from "./grid.js";
import { paint } from "./paint.js";
import { Picker } from "./picker.js";
import { PixelFigure } from "./pixel.js";
import { receptiveField } from "./receptive-field.js";
import { decimal, range, shape } from "./text.js";

/** A convolution's or a pool's maps; one of them large, with how a pixel of it comes about, and what that pixel sees of the input. */
export class MapView {
  #maps;
  #kernels;
  #channel = 0;
  #values;

  constructor(layers, index, weights) {
    const layer = layers[index];
    const [rows, columns, channels] = layer.shape;
    Object.assign(this, { layers, index, layer });
    const kernel = weights.get(`${layer.name}.weight`);
    const trained = kernel && { kernel, bias: weights.get(`${layer.name}.bias`) };

    this.#maps = Array.from({ length: channels }, () => gridCanvas(rows, columns));
    this.large = new MarkedCanvas(rows, columns, { role: "img" });
    this.picker = new Picker(this.large.canvas, () => this.#cell, () => this.#showLarge());
    this.pixel = new PixelFigure(layer, layers[index - 1], trained);
    this.seen = new MarkedCanvas(...layers[0].shape.slice(0, 2), { role: "img", "aria-label": "The input, with what the pixel sees of it" });
    this.largeCaption = element("figcaption");
    this.seenCaption = element("figcaption");
    this.scale = element("span", { className: "most" });
    this.element = element("div", {},
      element("fieldset", { className: "maps" },
        element("legend", {}, `${channels} maps of ${rows} × ${columns}, full colour at `, this.scale),
        ...this.#maps.map((canvas, channel) => this.#choice(canvas, channel))),
      ...(kernel ? [this.#kernelTable(kernel, layers[index - 1])] : []),
      element("div", { className: "inspector" },
        element("figure", { className: "large" }, this.large.element, this.largeCaption),
        this.pixel.element,
        element("figure", { className: "seen" }, this.seen.element, this.seenCaption)));
  }

  show(values) {
    if (!this.#values) {
      this.#choose(this.#strongest(values));
    }

    this.#values = values;
    const most = this.#most;
    this.#maps.forEach((canvas, channel) => paint(canvas, channelOf(values, this.layer, channel), most));
    this.scale.textContent = decimal(most);
    this.#showLarge();
    if (this.#kernels) {
      const { canvas, grid, most: full } = this.#kernels;
      paint(canvas, grid, full);
    }
  }

  get #most() {
    return magnitudeOf(numbersOf(this.#values, this.layer));
  }

  /** The chosen pixel, or the one that answers most. */
  get #cell() {
    return this.picker.cell ?? peakOf(channelOf(this.#values, this.layer, this.#channel));
  }

  #choice(canvas, channel) {
    const radio = element("input", { type: "radio", name: `${this.layer.name}-map`, "aria-label": `map ${channel}` });
    radio.addEventListener("change", () => {
      this.#choose(channel);
      this.#showLarge();
    });
    return element("label", { className: "map" }, radio, canvas, element("span", {}, `${channel}`));
  }

  #kernelTable(kernel, above) {
    const [outputs, inputs, rows, columns] = kernel.shape;
    const grid = tile(Array.from({ length: inputs }, (_, input) => Array.from({ length: outputs }, (_, output) => kernelOf(kernel, output, input))));
    this.#kernels = Object.assign(new MarkedCanvas(grid.rows, grid.columns, { role: "img", "aria-label": `The kernels of ${this.layer.name}` }), {
      grid, most: magnitudeOf(kernel.values), columns,
    });
    const kernels = `${outputs} kernels of ${shape([rows, columns, inputs])}, full colour at ${decimal(this.#kernels.most)}`;
    return element("figure", { className: "kernels" },
      element("figcaption", {}, inputs > 1 ? `${kernels}: a column each, a row for each map of ${above.name}` : kernels), this.#kernels.element);
  }

  /** The channel that answers most: a map to begin with. */
  #strongest(values) {
    const numbers = numbersOf(values, this.layer);
    return numbers.indexOf(numbers.reduce((most, value) => Math.max(most, value))) % this.#maps.length;
  }

  #choose(channel) {
    this.#channel = channel;
    this.#maps[channel].parentElement.querySelector("input").checked = true;
    this.large.canvas.setAttribute("aria-label", `Map ${this.#channel} of ${this.layer.name}, enlarged. The arrow keys choose a pixel.`);
    if (this.#kernels) {
      const { grid, columns } = this.#kernels;
      const left = this.#channel * (columns + 1);
      this.#kernels.mark({ top: 0, bottom: grid.rows - 1, left, right: left + columns - 1 });
    }
  }

  #showLarge() {
    if (!this.#values) {
      return;
    }

    const map = channelOf(this.#values, this.layer, this.#channel);
    paint(this.large.canvas, map, this.#most);
    paint(this.seen.canvas, channelOf(this.#values, this.layers[0], 0), 1);

    const { row, column } = this.#cell;
    this.large.mark({ top: row, bottom: row, left: column, right: column });
    this.largeCaption.textContent = `map ${this.#channel}, row ${row}, column ${column}: ${decimal(map.at(row, column))}`;
    this.pixel.show(this.#values, this.#channel, { row, column });

    const { top, bottom, left, right } = receptiveField(this.layers, this.index, { row, column });
    this.seen.mark({ top, bottom, left, right });
    this.seenCaption.textContent =
      `sees ${bottom - top + 1} × ${right - left + 1} of the input: rows ${range(top, bottom)}, columns ${range(left, right)}`;
  }
}
