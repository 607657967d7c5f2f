import type { Declaration, Manifest } from "./manifest.ts";

/** The React components' files by their names: one for each widget, so that a bundler takes what is used, and one that names them all. */
export function reactFiles({ modules }: Manifest): [name: string, text: string][] {
  const widgets = modules.flatMap(({ declarations }) => declarations);
  const types = [...new Set(widgets.flatMap(({ events }) => events.map(({ type }) => type.text)))].sort();
  return [
    ...widgets.map((widget): [string, string] => [`${widget.tagName}.ts`, componentOf(widget)]),
    [
      "index.ts",
      `${MADE}export type {
${types.map(type => `  ${type},`).join("\n")}
} from "@placard/widgets";
${widgets.map(({ name, tagName }) => `export { ${name} } from "./${tagName}.ts";`).join("\n")}
`,
    ],
  ];
}

const MADE = "// Made by `pnpm widgets` from custom-elements.json.\n";

function componentOf({ name, tagName, description, events }: Declaration): string {
  const types = [...new Set(events.map(({ type }) => type.text))].sort();
  return `"use client";
${MADE}import { createComponent, type EventName } from "@lit/react";
import type {
${types.map(type => `  ${type},`).join("\n")}
} from "@placard/widgets";
import { ${name} as ${name}Element } from "@placard/widgets/${tagName.replace(/^placard-/, "")}";
import * as React from "react";

${docOf(description)}
export const ${name} = createComponent({
  react: React,
  tagName: "${tagName}",
  displayName: "${name}",
  elementClass: ${name}Element,
  events: {
${events.map(event => `    /** ${event.description} */\n    ${handlerOf(event.name)}: "${event.name}" as EventName<${event.type.text}>,`).join("\n")}
  },
});
`;
}

/** A comment of lines that are not too long. */
function docOf(text = ""): string {
  const lines = text.match(/.{1,150}(?:\s|$)/g) ?? [];
  return ["/**", ...lines.map(line => ` * ${line.trim()}`), " */"].join("\n");
}

/** `placard-post-scheduled` is `onPostScheduled`. */
export const handlerOf = (event: string): string =>
  `on${event.replace(/^placard-/, "-").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
