import type { Service } from "../ctx.ts";
import type { Hints } from "../ports/hints/hints.ts";

/** The real hints of a service, of which none reaches anybody while `fault.dropped`. For `replace` of an app. */
export const losingHints = ({ hints }: Service, fault: { readonly dropped: boolean }): Hints => ({
  ...hints,
  publish: (channel, message) => (fault.dropped ? Promise.resolve() : hints.publish(channel, message)),
});
