import type { Service } from "../ctx.ts";
import type { Timer } from "../ports/time.ts";

/**
 * The real timer of a service whose clocks read `shift.ahead` ms more: a test shifts them, and takes it back. Waits stay real; what is to wake
 * by a move of the clock needs `movableTimer`. For `replace` of an app.
 */
export const shiftedTimer = ({ timer }: Service, shift: { readonly ahead: number }): Timer => ({
  ...timer,
  now: () => timer.now() + shift.ahead,
  monotonic: () => timer.monotonic() + shift.ahead,
});
