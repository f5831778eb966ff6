import { readSafetensors } from "./safetensors.js";

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}.`);
  }

  return response;
}

/** The network's layers, as NetworkDescription.cs has them. */
export const loadNetwork = async () => (await get("network")).json();

export const loadWeights = async () => readSafetensors(await (await get("weights")).arrayBuffer());

/** Digits to start from: label, index and, as base64, 32x32 bytes. */
export const loadExamples = async () => (await (await get("examples")).json())
  .map(example => ({ ...example, pixels: Uint8Array.from(atob(example.pixels), letter => letter.charCodeAt(0)) }));

/**
 * Sends a drawing through the network.
 * @returns {Promise<{values: Float32Array, forward: number}>} All layers' numbers, and the milliseconds that Forward took.
 */
async function trace(drawing) {
  const response = await fetch("trace", { method: "POST", body: drawing });
  if (!response.ok) {
    throw new Error(await response.text());
  }

  const [, milliseconds] = /dur=([\d.eE+-]+)/.exec(response.headers.get("Server-Timing"));
  return { values: new Float32Array(await response.arrayBuffer()), forward: Number(milliseconds) };
}

/** Keeps the page up with the pad: one request at a time, and then the newest drawing. */
export class LiveTrace {
  #changed = false;
  #running = false;

  /**
   * @param {() => Uint8Array} draw Gives the drawing as it is.
   * @param {(trace) => void} onTrace
   * @param {(fault: Error) => void} onFault
   */
  constructor(draw, onTrace, onFault) {
    Object.assign(this, { draw, onTrace, onFault });
  }

  /** Says that the drawing has changed. */
  async update() {
    this.#changed = true;
    if (this.#running) {
      return;
    }

    this.#running = true;
    while (this.#changed) {
      this.#changed = false;
      try {
        this.onTrace(await trace(this.draw()));
      } catch (fault) {
        this.onFault(fault);
      }

      // More often than the screen is painted would be for nobody.
      await new Promise(requestAnimationFrame);
    }

    this.#running = false;
  }
}
