// Part of `check:package`: every component of what was built is rendered by a plain Node, as a server does.
import * as components from "@placard/react";
import { createElement } from "react";
import { renderToString } from "react-dom/server";

for (const [name, component] of Object.entries(components).filter(([, component]) => component?.$$typeof)) {
  const html = renderToString(createElement(component));
  if (!html.startsWith("<placard-")) throw new Error(`${name} rendered ${html}`);
  console.log(`${name}: ${html}`);
}
