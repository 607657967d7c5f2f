/** How figures are written. */

export const ms = value => (value === undefined || value === null ? "–" : value < 10 ? value.toFixed(1) : value.toFixed(0));
export const figure = value => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
