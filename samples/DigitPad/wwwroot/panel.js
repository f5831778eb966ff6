import { element } from "./dom.js";
import { InputView } from "./input-view.js";
import { MapView } from "./map-view.js";
import { StripView } from "./strip-view.js";
import { count, shape, typeset } from "./text.js";

/** A layer's panel: how it is declared, the arithmetic of its shape and costs, and what it gives. */
export class Panel {
  /**
   * @param layers All layers, as the server describes them.
   * @param {number} index This one's place.
   * @param {Map} weights All trained tensors by name.
   */
  constructor(layers, index, weights) {
    const layer = layers[index];
    this.view = index === 0 ? new InputView(layer) : layer.shape.length === 3 ? new MapView(layers, index, weights) : new StripView(layers, index, weights);
    this.element = element("section", { className: "layer", id: layer.name, "aria-labelledby": `${layer.name}-name`, "data-kind": layer.kind },
      element("header", {},
        element("h2", { id: `${layer.name}-name` }, layer.name),
        element("code", { className: "declaration" }, layer.declaration),
        element("p", { className: "shape" }, shape(layer.shape))),
      arithmetic(layer),
      this.view.element);
  }

  /** @param {Float32Array} values All layers' numbers. */
  show(values) {
    this.view.show(values);
  }
}

function arithmetic({ arithmetic: formulas, parameters, receptiveField }) {
  const rows = formulas.map(({ of, text }) => {
    const [, formula, result] = /^(.*= )(.*)$/.exec(typeset(text));
    return [of, formula, element("b", {}, result)];
  });
  if (receptiveField) {
    rows.push(
      ...(parameters === 0 ? [["parameters", element("b", {}, "none")]] : []),
      ["receptive field", element("b", {}, typeset(receptiveField))]);
  }

  return element("dl", { className: "arithmetic" }, ...rows.map(([of, ...formula]) =>
    element("div", {}, element("dt", {}, of), element("dd", {}, ...formula))));
}

/** The network in a line. */
export const summaryOf = ({ name, layers, parameters, multiplyAdds }) =>
  `${name}: ${layers.length - 1} layers, ${count(parameters)} trained numbers, ${count(multiplyAdds)} multiplications for one digit.`;
