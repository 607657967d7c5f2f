import type { Dictionary } from "../copy.ts";

const dictionary: Dictionary = {};
export default dictionary;
