/**
 * Preloaded (`node --import`) into a process whose clock a test steps. `PLACARD_TEST_CLOCK` names a file that holds by how many ms its clock is wrong; it is
 * read at the start, and again at each SIGUSR2. Timers and `performance.now()` go on as they are: a machine's clock that is set moves neither.
 */
import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = process.env.PLACARD_TEST_CLOCK;
if (file !== undefined && isMainThread) {
  const RealDate = Date;
  let wrongByMs = 0;
  const read = (): void => {
    wrongByMs = Number(readFileSync(file, "utf8"));
  };
  read();
  process.on("SIGUSR2", read);
  const now = (): number => RealDate.now() + wrongByMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
    get: (target, name, as) => (name === "now" ? now : Reflect.get(target, name, as)),
  });
}
