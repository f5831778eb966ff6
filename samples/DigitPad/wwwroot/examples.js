import { element } from "./dom.js";

/**
 * A button for each digit.
 * @param {HTMLElement} root
 * @param {{label, index, pixels}[]} examples
 * @param {number} side Rows and columns of a digit's pixels.
 * @param {(picture: HTMLCanvasElement, label: number) => void} onChoose
 */
export function showExamples(root, examples, side, onChoose) {
  for (const { label, index, pixels } of examples) {
    const picture = inkOf(pixels, side);
    const button = element("button", {
      type: "button", title: `Test image ${index} of MNIST, a ${label}`, "aria-label": `A handwritten ${label}`, "data-label": label,
    }, picture);
    button.addEventListener("click", () => onChoose(picture, label));
    root.append(button);
  }
}

/** Black ink on nothing. */
function inkOf(pixels, side) {
  const canvas = element("canvas", { width: side, height: side });
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  pixels.forEach((value, i) => image.data[4 * i + 3] = value);
  context.putImageData(image, 0, 0);
  return canvas;
}
