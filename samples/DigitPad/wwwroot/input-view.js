import { element, gridCanvas } from "./dom.js";
import { channelOf } from "./grid.js";
import { paint } from "./paint.js";

/** What the network sees of the drawing. */
export class InputView {
  constructor(layer) {
    this.layer = layer;
    const [rows, columns] = layer.shape;
    this.canvas = gridCanvas(rows, columns, { role: "img", "aria-label": "The drawing as the network sees it" });
    this.element = element("div", { className: "input" }, this.canvas,
      element("p", {}, "Cut out of the paper, scaled to 20 × 20 pixels, and moved until its centre of mass is in the middle: as the digits were that the network learnt from."));
  }

  show(values) {
    paint(this.canvas, channelOf(values, this.layer, 0), 1);
  }
}
