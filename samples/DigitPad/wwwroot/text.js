/** A number with some decimals, and a minus as typeset. */
export const decimal = (number, decimals = 2) => number.toFixed(decimals).replace("-", "−");

/** A count, as 117,600. */
export const count = number => number.toLocaleString("en");

/** A share of 1, as 98.7 %. */
export const percent = share => `${(100 * share).toFixed(1)} %`;

/** A shape or a formula with the signs of typesetting: 28x28x6 and 5 x 5 - 1 are typed on a keyboard. */
export const typeset = text => text.replaceAll(/(?<=\d) ?x ?(?=[\d(])/g, " × ").replaceAll(" - ", " − ");

export const shape = sides => sides.join(" × ");

/** Rows or columns, as 3 or 3–7. */
export const range = (first, last) => first === last ? `${first}` : `${first}–${last}`;

/**
 * How a weighted sum comes about, in lines.
 * @param {string} products What is multiplied.
 * @param {number} value The sum of the products.
 * @param {?string} activation What is applied to the sum and the bias.
 */
export function sum(products, value, bias, activation) {
  const total = value + bias;
  const biased = `Σ ${products} = ${decimal(value)}\n${bias < 0 ? "−" : "+"} bias ${decimal(Math.abs(bias))} = ${decimal(total)}`;
  return activation === "ReLU" ? `${biased}\nReLU: ${decimal(Math.max(0, total))}` : biased;
}
