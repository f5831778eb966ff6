/**
 * Makes an element.
 * @param {string} tag
 * @param {object} properties The element's properties; those with a dash are attributes, as aria-label.
 * @param {...(Node|string)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }

  made.append(...children);
  return made;
}

/** A canvas of one pixel a number; the style sheet enlarges it by whole pixels, which it reckons from both sides. */
export function gridCanvas(rows, columns, properties = {}) {
  const canvas = element("canvas", { width: columns, height: rows, ...properties });
  canvas.style.setProperty("--rows", rows);
  canvas.style.setProperty("--columns", columns);
  return canvas;
}

/** A canvas in a frame, with a rectangle that can be laid over its cells. */
export class MarkedCanvas {
  #mark = element("div", { className: "mark", hidden: true });

  constructor(rows, columns, properties) {
    this.canvas = gridCanvas(rows, columns, properties);
    this.element = element("div", { className: "frame" }, this.canvas, this.#mark);
  }

  /** @param {{top, bottom, left, right}} cells Whole cells, the last ones included. */
  mark({ top, bottom, left, right }) {
    const { width, height } = this.canvas;
    this.#mark.hidden = false;
    this.#mark.style.left = `${100 * left / width}%`;
    this.#mark.style.top = `${100 * top / height}%`;
    this.#mark.style.width = `${100 * (right - left + 1) / width}%`;
    this.#mark.style.height = `${100 * (bottom - top + 1) / height}%`;
  }
}
