import { element } from "./dom.js";
import { percent } from "./text.js";

/** What the network takes the drawing for: the guess, large, and the ten scores as bars. */
export class Answer {
  #bars;
  #spoken = "";
  #timer = 0;

  /** @param {(text: string) => void} say Told the guess, once the hand rests. */
  constructor(count, say) {
    this.say = say;
    this.guess = document.getElementById("guess");
    this.certainty = document.getElementById("certainty");
    this.#bars = Array.from({ length: count }, (_, digit) => {
      const bar = element("span", { className: "bar" });
      const share = element("span", { className: "share" });
      const item = element("li", {}, element("span", { className: "digit" }, `${digit}`), element("span", { className: "track" }, bar), share);
      document.getElementById("scores").append(item);
      return { item, bar, share };
    });
  }

  /**
   * @param {Float32Array} scores
   * @param {boolean} isEmpty Nothing is drawn: then the scores mean nothing, though the network has some.
   */
  show(scores, isEmpty) {
    const best = scores.indexOf(Math.max(...scores));
    this.guess.value = isEmpty ? "?" : `${best}`;
    this.certainty.textContent = isEmpty ? "nothing drawn" : percent(scores[best]);
    this.#bars.forEach(({ item, bar, share }, digit) => {
      item.classList.toggle("best", digit === best && !isEmpty);
      bar.style.width = `${100 * scores[digit]}%`;
      share.textContent = percent(scores[digit]);
    });
    document.getElementById("scores").classList.toggle("faint", isEmpty);
    this.#speak(isEmpty ? "The pad is empty." : `It looks like ${best}, ${percent(scores[best])}.`);
  }

  #speak(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (text !== this.#spoken) {
        this.#spoken = text;
        this.say(text);
      }
    }, 600);
  }
}
