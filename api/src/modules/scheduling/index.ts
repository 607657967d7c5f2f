export { localTimeOf, resolveLocalTime } from "./wall-clock.ts";
