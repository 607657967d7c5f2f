import { configure } from "/placard/loader.js";

configure({ fetchToken: () => fetch("/placard-token", { method: "POST" }) });
