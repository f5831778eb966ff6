import { element, MarkedCanvas } from "./dom.js";
import { magnitudeOf, numbersOf, peakOf, stripOf } from "./grid.js";
import { paint } from "./paint.js";
import { Picker } from "./picker.js";
import { decimal, percent } from "./text.js";

/** This many cells are as wide as a telephone. */
const widest = 100;

/** A flat layer's numbers as a strip, in as many rows as it takes; the scores with the digits that they are for. */
export class StripView {
  #values;

  constructor(layers, index) {
    this.layer = layers[index];
    const [length] = this.layer.shape;
    this.rows = length <= 10 ? 1 : Math.max(2, Math.ceil(length / widest));
    const { columns } = stripOf([], this.layer, this.rows);
    this.strip = new MarkedCanvas(this.rows, columns, {
      role: "img", "aria-label": `The ${length} numbers of ${this.layer.name}. The arrow keys choose one.`,
    });
    this.picker = new Picker(this.strip.canvas, () => this.#cell, () => this.#showChosen());
    this.caption = element("figcaption");
    this.units = length === 10 ? Array.from({ length }, () => element("span")) : [];
    this.element = element("figure", { className: "strip" }, this.strip.element,
      ...(this.units.length > 0 ? [element("ol", { className: "units" },
        ...this.units.map((unit, digit) => element("li", {}, element("b", {}, `${digit}`), unit)))] : []),
      this.caption);
    this.note = {
      Flatten: `: the pixels of ${layers[index - 1].name} row by row, each with its ${layers[index - 1].shape[2]} channels`,
      Softmax: `: each is e to its score, divided by the sum of all ${length}`,
    }[this.layer.kind] ?? "";
  }

  show(values) {
    this.#values = values;
    const numbers = numbersOf(values, this.layer);
    this.most = this.layer.kind === "Softmax" ? 1 : magnitudeOf(numbers);
    paint(this.strip.canvas, stripOf(values, this.layer, this.rows), this.most);
    this.units.forEach((unit, digit) => unit.textContent = this.layer.kind === "Softmax" ? percent(numbers[digit]) : decimal(numbers[digit], 1));
    this.#showChosen();
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
      `${this.layer.shape[0]} numbers, full colour at ${decimal(this.most)}${this.note}. Number ${number} is ${decimal(strip.at(row, column))}.`;
  }
}
