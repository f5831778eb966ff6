import { element, MarkedCanvas } from "./dom.js";
import { magnitudeOf, numbersOf, peakOf, stripOf, stripRows } from "./grid.js";
import { paint } from "./paint.js";
import { Picker } from "./picker.js";
import { decimal } from "./text.js";
import { UnitFigure } from "./unit.js";

/** A flat layer's numbers as a strip, in as many rows as it takes; the scores with the digits that they are for. */
export class StripView {
  #values;

  constructor(layers, index, weights) {
    this.layer = layers[index];
    const [length] = this.layer.shape;
    this.rows = stripRows(this.layer);
    const { columns } = stripOf([], this.layer, this.rows);
    this.strip = new MarkedCanvas(this.rows, columns, {
      role: "img", "aria-label": `The ${length} numbers of ${this.layer.name}. The arrow keys choose one.`,
    });
    this.picker = new Picker(this.strip.canvas, () => this.#cell, () => this.#showChosen());
    this.caption = element("figcaption");
    const kernel = weights.get(`${this.layer.name}.weight`);
    this.unit = kernel && new UnitFigure(layers, index, { kernel, bias: weights.get(`${this.layer.name}.bias`) });
    this.units = length === 10 ? Array.from({ length }, () => element("span")) : [];
    this.element = element("figure", { className: "strip" }, this.strip.element,
      ...(this.units.length > 0 ? [element("ol", { className: "units" },
        ...this.units.map((unit, digit) => element("li", {}, element("b", {}, `${digit}`), unit)))] : []),
      this.caption, ...(this.unit ? [this.unit.element] : []));
    this.note = {
      Flatten: `: the pixels of ${layers[index - 1].name} row by row, each with its ${layers[index - 1].shape[2]} channels`,
      Softmax: `: e to the power of each number of ${layers[index - 1].name}, divided by the sum of all ${length}`,
    }[this.layer.kind] ?? "";
  }

  show(values) {
    this.#values = values;
    const numbers = numbersOf(values, this.layer);
    this.most = this.#isScores ? 1 : magnitudeOf(numbers);
    paint(this.strip.canvas, stripOf(values, this.layer, this.rows), this.most);
    this.units.forEach((unit, digit) => unit.textContent = decimal(numbers[digit], this.#isScores ? 2 : 1));
    this.#showChosen();
  }

  get #isScores() {
    return this.layer.kind === "Softmax";
  }

  get #cell() {
    return this.picker.cell ?? peakOf(stripOf(this.#values, this.layer, this.rows));
  }

  #showChosen() {
    if (!this.#values) {
      return;
    }

    const { row, column } = this.#cell;
    const strip = stripOf(this.#values, this.layer, this.rows);
    const number = row * strip.columns + column;
    this.strip.mark({ top: row, bottom: row, left: column, right: column });
    this.caption.textContent =
      `${this.layer.shape[0]} numbers, full colour at ${decimal(this.most)}${this.note}. Number ${number} is ${decimal(strip.at(row, column), this.#isScores ? 3 : 2)}.`;
    this.unit?.show(this.#values, number);
  }
}
