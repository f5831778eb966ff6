import { Answer } from "./answer.js";
import { showExamples } from "./examples.js";
import { numbersOf } from "./grid.js";
import { Pad } from "./pad.js";
import { Panel, summaryOf } from "./panel.js";
import { LiveTrace, loadExamples, loadNetwork, loadWeights } from "./server.js";

const find = id => document.getElementById(id);
const say = text => find("spoken").textContent = text;

async function start() {
  const [network, weights, examples] = await Promise.all([loadNetwork(), loadWeights(), loadExamples()]);
  const { layers } = network;
  const panels = layers.map((_, index) => new Panel(layers, index, weights));
  find("layers").append(...panels.map(panel => panel.element));
  find("about").textContent = summaryOf(network);

  const scores = layers.at(-1);
  const answer = new Answer(scores.shape[0], say);
  let values = null;
  const show = () => {
    panels.forEach(panel => panel.show(values));
    answer.show(numbersOf(values, scores), !numbersOf(values, layers[0]).some(ink => ink > 0));
  };
  const live = new LiveTrace(
    () => pad.bytes,
    trace => {
      values = trace.values;
      show();
      find("timing").textContent = `Forward took ${Math.round(1000 * trace.forward)} µs on the server.`;
      find("fault").textContent = "";
    },
    fault => find("fault").textContent = `No answer: ${fault.message} Is the server still running? Draw on to try again.`);
  document.addEventListener("theme", () => values && show());

  const pad = new Pad(find("pad"), () => live.update(), say);
  find("clear").addEventListener("click", () => pad.clear());
  showExamples(find("examples"), examples, layers[0].shape[0], picture => pad.show(picture));

  // So that there is something to see from the start; the first stroke takes its place.
  const { label } = examples[3];
  pad.show(document.querySelector(`#examples [data-label="${label}"] canvas`), true);
}

start().catch(fault => find("fault").textContent = `The page could not be set up: ${fault.message}`);
