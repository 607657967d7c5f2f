import { readFile } from "node:fs/promises";
import { type Plugin, transformSync } from "esbuild";
import ts from "typescript";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A module with the comments and the needless white space taken out of its `html`, `svg` and `css` templates, which no bundler looks into.
 *
 * Nothing that could be seen changes. Of white space between tags one character stays, a line break where there was one: between two buttons it is a gap, and
 * under `white-space: pre-line` a line. What stands in attributes, `<pre>` and `<textarea>` stays as it is. A `css` template with holes is left alone: what
 * stands in them is not known.
 *
 * @throws where the CSS of a template has a fault
 */
export function minifyTemplates(source: string): string {
  const file = ts.createSourceFile("module.ts", source, ts.ScriptTarget.Latest);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag)) edits.push(...editsOf(node.tag.text, node.template));
    ts.forEachChild(node, visit);
  };
  const editsOf = (tag: string, template: ts.TemplateLiteral): Edit[] => {
    const pieces = ts.isNoSubstitutionTemplateLiteral(template)
      ? [template]
      : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
    // A piece begins with ` or }, and ends with ` or ${.
    const ranges = pieces.map(piece => ({
      start: piece.getStart(file) + 1,
      end: piece.getEnd() - (ts.isTemplateHead(piece) || ts.isTemplateMiddle(piece) ? 2 : 1),
    }));
    const texts = ranges.map(({ start, end }) => source.slice(start, end));
    const short = tag === "css" ? minifyCss(pieces) : tag === "html" || tag === "svg" ? minifyHtml(texts) : null;
    return short === null ? [] : ranges.map((range, place) => ({ ...range, text: short[place] ?? "" }));
  };
  visit(file);
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source);
}

function minifyCss(pieces: readonly ts.LiteralLikeNode[]): string[] | null {
  const [only] = pieces;
  if (pieces.length !== 1 || !only) return null;
  const { code, warnings } = transformSync(only.text, { loader: "css", minifyWhitespace: true, charset: "utf8" });
  if (warnings.length > 0) throw new Error(`A css template has a fault: ${warnings.map(({ text }) => text).join("; ")}`);
  return [code.trim().replace(/\\|`|\$\{/g, "\\$&")];
}

/** Where in a template one is. `raw`: in an element whose text is kept as it stands, until its end tag. */
type Place = { at: "text" } | { at: "tag"; name: string; quote: string | null } | { at: "comment" } | { at: "raw"; name: string };

/** White space as HTML has it: a no-break space is a letter. */
const SPACE = /^[ \t\n\r\f]+/;
const KEPT = new Set(["pre", "textarea", "script", "style", "title"]);

/** The pieces of a template between its holes. */
function minifyHtml(pieces: readonly string[]): string[] {
  let place: Place = { at: "text" };
  return pieces.map(piece => {
    let out = "";
    let rest = piece;
    const take = (length: number): void => {
      out += rest.slice(0, length);
      rest = rest.slice(length);
    };
    while (rest !== "") {
      if (place.at === "comment") {
        // Only one with a hole in it gets here.
        const end = rest.indexOf("-->");
        take(end < 0 ? rest.length : end + 3);
        if (end >= 0) place = { at: "text" };
      } else if (place.at === "raw") {
        const end = rest.toLowerCase().indexOf(`</${place.name}`);
        take(end < 0 ? rest.length : end);
        if (end >= 0) place = { at: "text" };
      } else if (place.at === "tag") {
        const [space] = SPACE.exec(rest) ?? [];
        if (place.quote !== null) {
          if (rest.startsWith(place.quote)) place = { ...place, quote: null };
          take(1);
        } else if (space) {
          rest = rest.slice(space.length);
          // Before `/>` it parts a value without quotes from the slash.
          if (!rest.startsWith(">")) out += " ";
        } else if (rest.startsWith(">")) {
          place = KEPT.has(place.name) ? { at: "raw", name: place.name } : { at: "text" };
          take(1);
        } else {
          if (rest.startsWith('"') || rest.startsWith("'")) place = { ...place, quote: rest.charAt(0) };
          take(1);
        }
      } else {
        const [space] = SPACE.exec(rest) ?? [];
        const [, slash, name = ""] = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(rest) ?? [];
        if (rest.startsWith("<!--")) {
          const end = rest.indexOf("-->");
          if (end < 0) place = { at: "comment" };
          else rest = rest.slice(end + 3);
        } else if (name) {
          take(name.length + (slash ? 2 : 1));
          place = { at: "tag", name: slash ? "" : name.toLowerCase(), quote: null };
        } else if (space) {
          out += space.includes("\n") ? "\n" : space;
          rest = rest.slice(space.length);
        } else take(1);
      }
    }
    return out;
  });
}

/** Has esbuild bundle the widgets with short templates. */
export const shortTemplates: Plugin = {
  name: "short-templates",
  setup(plugins) {
    plugins.onLoad({ filter: /[/\\]widgets[/\\]src[/\\].*\.ts$/ }, async ({ path }) => ({
      contents: minifyTemplates(await readFile(path, "utf8")),
      loader: "ts",
    }));
  },
};
