import type { Fault } from "../../problems.ts";
import type { TemplateTexts } from "./records.ts";

/** A stretch of a text: as it is, or the place of a variable. */
export type Piece = { readonly text: string } | { readonly variable: string; readonly written: string };

/** The longest name of a variable. */
export const NAME_MOST = 60;
const NAME = new RegExp(`^[A-Za-z0-9_]{1,${NAME_MOST}}$`);
export const isName = (text: string): boolean => NAME.test(text);

const OPENS = "{{";
const CLOSES = "}}";
/** So much of a malformed placeholder is shown. */
const SHOWN = 40;

/** A text in its pieces, and every placeholder in it that is none, with its place. `\{{` stands for `{{`. */
export function piecesOf(text: string, path: string): { readonly pieces: readonly Piece[]; readonly faults: readonly Fault[] } {
  const pieces: Piece[] = [];
  const faults: Fault[] = [];
  let from = 0;
  let plain = "";
  const malformed = (at: number, what: string, fix: string): void => {
    const message = `At character ${at + 1}: ${what}`;
    faults.push({ path, code: "malformed_placeholder", message, fix });
  };
  for (;;) {
    const at = text.indexOf(OPENS, from);
    if (at < 0) break;
    if (text[at - 1] === "\\" && at > from) {
      plain += text.slice(from, at - 1) + OPENS;
      from = at + OPENS.length;
      continue;
    }
    plain += text.slice(from, at);
    const end = text.indexOf(CLOSES, at);
    if (end < 0) {
      malformed(at, "this {{ is never closed.", "Close it with }}, or write \\{{ for the two braces themselves.");
      from = text.length;
      break;
    }
    const written = text.slice(at, end + CLOSES.length);
    const name = written.slice(OPENS.length, -CLOSES.length).trim();
    if (isName(name)) {
      if (plain !== "") pieces.push({ text: plain });
      plain = "";
      pieces.push({ variable: name, written });
    } else {
      const shown = written.length > SHOWN ? `${written.slice(0, SHOWN)}…` : written;
      malformed(
        at,
        `${shown} is no placeholder.`,
        `Use letters, digits and underscores, at most ${NAME_MOST}, as in {{first_name}}; or write \\{{ for the two braces themselves.`,
      );
    }
    from = end + CLOSES.length;
  }
  plain += text.slice(from);
  if (plain !== "") pieces.push({ text: plain });
  return { pieces, faults };
}

/** Each text of a template with its path in the request. */
export function textsOf(template: TemplateTexts): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: "text", text: template.text },
    ...template.thread.map((item, index) => ({ path: `thread.${index}.text`, text: item.text })),
    ...(template.firstComment === null ? [] : [{ path: "first_comment", text: template.firstComment }]),
    ...template.hashtags.map((text, index) => ({ path: `hashtags.${index}`, text })),
  ];
}

/** The names of all placeholders, each once, in the order in which they stand; and all that is malformed. */
export function variablesIn(template: TemplateTexts): { readonly names: readonly string[]; readonly faults: readonly Fault[] } {
  const names = new Set<string>();
  const faults: Fault[] = [];
  for (const { path, text } of textsOf(template)) {
    const parsed = piecesOf(text, path);
    faults.push(...parsed.faults);
    for (const piece of parsed.pieces) if ("variable" in piece) names.add(piece.variable);
  }
  return { names: [...names], faults };
}

/** The text with its variables in place, each as it is: what a value says is never expanded again. A variable without a value stays as it is written. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  const { pieces } = piecesOf(text, "");
  return pieces.map(piece => ("variable" in piece ? (values.get(piece.variable) ?? piece.written) : piece.text)).join("");
}

/** How long {@link filled} would be, without making it. */
export function filledLength(text: string, values: ReadonlyMap<string, string>): number {
  const lengthOf = (piece: Piece): number =>
    "variable" in piece ? (values.get(piece.variable) ?? piece.written).length : piece.text.length;
  return piecesOf(text, "").pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
}
