import type { Token } from "../src/theme/tokens.ts";

/** What each token is for, in the manifest and the editors that read it; and its value where nobody chose one that no palette holds. */
export const TOKEN_WORDS: Readonly<Record<Token, { readonly description: string; readonly default?: string }>> = {
  font: { description: "The font; the page's own unless chosen." },
  text: { description: "Colour of text." },
  "text-muted": { description: "Colour of text that says less." },
  surface: { description: "Colour of the ground." },
  "surface-raised": { description: "Colour of what lies over the ground: dialogs, menus." },
  border: { description: "Colour of lines." },
  accent: { description: "The one colour that stands out: buttons, links, what is selected." },
  "on-accent": { description: "Colour of text on the accent." },
  success: { description: "Colour of what went well." },
  warning: { description: "Colour of what wants a look." },
  danger: { description: "Colour of what failed, or destroys." },
  radius: { description: "How round corners are.", default: "8px" },
  space: { description: "The step of the grid that distances are multiples of.", default: "4px" },
  density: { description: "A factor on the height of controls and the air between them.", default: "1" },
  motion: { description: "How long a movement takes; none for people who asked for less.", default: "150ms" },
};
