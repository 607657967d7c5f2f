// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is tested are templates, as texts
import { expect, test } from "vitest";
import { minifyTemplates } from "./minify-templates.ts";

const short = (template: string): string => minifyTemplates(template);

test.each([
  [
    "white space between attributes is one space",
    'html`<a\n    class="x"\n    href=${url}\n  >${text}</a>`',
    'html`<a class="x" href=${url}>${text}</a>`',
  ],
  ["white space in text is one line break", "html`<p>\n    ${a}\n    ${b}</p>`", "html`<p>\n${a}\n${b}</p>`"],
  ["a space that somebody wrote stays", "html`${a} ${b}  c`", "html`${a} ${b}  c`"],
  ["a value without quotes is parted from the slash", "html`<img src=${url}\n   />`", "html`<img src=${url} />`"],
  [
    "attributes keep what stands in them",
    "html`<a title=\"one\n  two > <!-- three -->\" x='a  b'  y></a>`",
    "html`<a title=\"one\n  two > <!-- three -->\" x='a  b' y></a>`",
  ],
  [
    "holes in attributes are part of them",
    'html`<a title="one  ${two}  three"   b></a>`',
    'html`<a title="one  ${two}  three" b></a>`',
  ],
  ["comments go", "html`<p>a<!-- why\n so --></p>`", "html`<p>a</p>`"],
  ["a comment with a hole stays whole", "html`<!-- a  ${b}  c --><p\n></p>`", "html`<!-- a  ${b}  c --><p></p>`"],
  [
    "preformatted text stays",
    "html`<pre>\n  a\n    ${b}\n  c</pre>\n   <textarea>  d\n   </textarea>`",
    "html`<pre>\n  a\n    ${b}\n  c</pre>\n<textarea>  d\n   </textarea>`",
  ],
  ["no-break spaces are letters", "html`<p>\u00a0\u00a0\\u00a0</p>`", "html`<p>\u00a0\u00a0\\u00a0</p>`"],
  ["a lone < is text", "html`<p>1 < 2\n\n   and</p>`", "html`<p>1 < 2\nand</p>`"],
  ["svg too", 'svg`<g>\n  <path\n d="M1  2"/></g>`', 'svg`<g>\n<path d="M1  2"/></g>`'],
  [
    "templates in holes too",
    "html`<p>\n  ${x ? html`<b\n  >1</b>` : nothing}\n  </p>`",
    "html`<p>\n${x ? html`<b>1</b>` : nothing}\n</p>`",
  ],
  [
    "css",
    "css`\n/* why */\n.a > .b {\n  color: red;\n  margin: calc(1px + 2px);\n}\n`",
    "css`.a>.b{color:red;margin:calc(1px + 2px)}`",
  ],
  ["css with escapes", "css`a::before { content: '\\\\201c \\`'; }`", 'css`a::before{content:"\u201c\\`"}`'],
  ["css with holes is left alone", "css`a  { color: ${red};  }`", "css`a  { color: ${red};  }`"],
  [
    "other templates and strings are left alone",
    "const a = `<p  >`; sql`  a  `; const b = 'html`  `';",
    "const a = `<p  >`; sql`  a  `; const b = 'html`  `';",
  ],
])("%s", (_, source, wanted) => {
  expect(short(source)).toBe(wanted);
});

test("css with a fault stops the build", () => {
  expect(() => short("css`a { color: red; ) }`")).toThrow("A css template has a fault");
});
