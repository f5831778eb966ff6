const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Lets one choose a cell of a canvas: by hovering, by a tap, by the arrow keys. */
export class Picker {
  /** The chosen cell; null while none is. */
  cell = null;

  /**
   * @param {HTMLCanvasElement} canvas Of one pixel a cell.
   * @param {() => {row, column}} startCell Where the arrow keys set out from.
   * @param {() => void} onPick
   */
  constructor(canvas, startCell, onPick) {
    const pick = cell => {
      this.cell = cell;
      onPick();
    };
    const point = event => {
      const box = canvas.getBoundingClientRect();
      pick({
        row: clamp(Math.floor((event.clientY - box.top) / box.height * canvas.height), canvas.height),
        column: clamp(Math.floor((event.clientX - box.left) / box.width * canvas.width), canvas.width),
      });
    };
    canvas.tabIndex = 0;
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerleave", event => {
      // A finger that lifts leaves too; what it chose stays.
      if (event.pointerType === "mouse") {
        pick(null);
      }
    });
    canvas.addEventListener("blur", () => pick(null));
    canvas.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        pick(null);
      } else if (event.key in moves) {
        event.preventDefault();
        const { row, column } = this.cell ?? startCell();
        const [down, right] = moves[event.key];
        pick({ row: clamp(row + down, canvas.height), column: clamp(column + right, canvas.width) });
      }
    });
  }
}

const clamp = (index, length) => Math.min(length - 1, Math.max(0, index));
