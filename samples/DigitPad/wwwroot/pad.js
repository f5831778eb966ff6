const penWidth = 18;
const keyStep = 8;
const moves = { ArrowUp: [0, -keyStep], ArrowDown: [0, keyStep], ArrowLeft: [-keyStep, 0], ArrowRight: [keyStep, 0] };

/** Where one draws: by mouse, pen or finger, or with the arrow keys. Ink is the canvas's opacity; the style sheet colours it. */
export class Pad {
  #canvas;
  #context;
  #brush;
  #isPlaceholder = false;
  #pen = { x: 112, y: 112, isDown: false };

  /**
   * @param {HTMLElement} root The pad, with its canvas and the brush that shows where the keyboard's pen is.
   * @param {() => void} onChange The drawing has changed.
   * @param {(text: string) => void} say Tells those who cannot see the pen.
   */
  constructor(root, onChange, say) {
    this.onChange = onChange;
    this.say = say;
    this.#canvas = root.querySelector("canvas");
    this.#brush = root.querySelector(".brush");
    this.#context = this.#canvas.getContext("2d", { willReadFrequently: true });
    Object.assign(this.#context, { lineWidth: penWidth, lineCap: "round", lineJoin: "round" });

    let last = null;
    root.addEventListener("pointerdown", event => {
      if (event.button === 0 && event.isPrimary) {
        root.setPointerCapture(event.pointerId);
        last = this.#position(event);
        this.#line(last, last);
      }
    });
    root.addEventListener("pointermove", event => {
      if (last && event.isPrimary) {
        // A browser gathers the pen's positions until it paints: all of them make a round curve.
        const events = event.getCoalescedEvents?.() ?? [];
        for (const passed of events.length > 0 ? events : [event]) {
          const next = this.#position(passed);
          this.#line(last, next);
          last = next;
        }
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      root.addEventListener(end, event => last = event.isPrimary ? null : last);
    }

    root.addEventListener("keydown", event => this.#key(event));
    root.addEventListener("blur", () => this.#setPen(false));
    this.#showPen();
  }

  /** A byte for each pixel, row by row: 0 for the paper to 255 for the ink. */
  get bytes() {
    const { width, height } = this.#canvas;
    const pixels = this.#context.getImageData(0, 0, width, height).data;
    const ink = new Uint8Array(width * height);
    for (let i = 0; i < ink.length; i++) {
      ink[i] = pixels[4 * i + 3];
    }

    return ink;
  }

  clear() {
    this.#erase();
    this.onChange();
  }

  /**
   * Shows a picture, which one may go on drawing at.
   * @param {CanvasImageSource} picture Black ink on nothing, of any size.
   * @param {boolean} isPlaceholder Whether the first stroke takes its place.
   */
  show(picture, isPlaceholder = false) {
    this.#erase();
    this.#isPlaceholder = isPlaceholder;
    this.#context.imageSmoothingEnabled = false;
    this.#context.drawImage(picture, 0, 0, this.#canvas.width, this.#canvas.height);
    this.onChange();
  }

  #erase() {
    this.#isPlaceholder = false;
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #line(from, to) {
    if (this.#isPlaceholder) {
      this.#erase();
    }

    this.#context.beginPath();
    this.#context.moveTo(from.x, from.y);
    this.#context.lineTo(to.x, to.y);
    this.#context.stroke();
    this.onChange();
  }

  #position({ clientX, clientY }) {
    const box = this.#canvas.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width * this.#canvas.width, y: (clientY - box.top) / box.height * this.#canvas.height };
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    const pen = this.#pen;
    if (event.key in moves) {
      const [right, down] = moves[event.key];
      const next = { x: clamp(pen.x + right, this.#canvas.width), y: clamp(pen.y + down, this.#canvas.height) };
      if (pen.isDown) {
        this.#line(pen, next);
      }

      Object.assign(pen, next);
      this.#showPen();
    } else if (event.key === " ") {
      if (!event.repeat) {
        this.#setPen(!pen.isDown);
        this.say(pen.isDown ? "The pen is down." : "The pen is up.");
      }
    } else if (["Delete", "Backspace", "Escape"].includes(event.key)) {
      this.#setPen(false);
      this.clear();
    } else {
      return;
    }

    event.preventDefault();
  }

  #setPen(isDown) {
    this.#pen.isDown = isDown;
    if (isDown) {
      this.#line(this.#pen, this.#pen);
    }

    this.#showPen();
  }

  #showPen() {
    this.#brush.classList.toggle("down", this.#pen.isDown);
    this.#brush.style.left = `${100 * this.#pen.x / this.#canvas.width}%`;
    this.#brush.style.top = `${100 * this.#pen.y / this.#canvas.height}%`;
  }
}

const clamp = (position, side) => Math.min(side - penWidth / 2, Math.max(penWidth / 2, position));
