/** What a page, a brand or a person may choose: custom properties that widgets read, by their role. */
export const TOKENS = [
  "font",
  "text",
  "text-muted",
  "surface",
  "surface-raised",
  "border",
  "accent",
  "on-accent",
  "success",
  "warning",
  "danger",
  "radius",
  "space",
  "density",
  "motion",
] as const;
export type Token = (typeof TOKENS)[number];

/** Tokens whose value is a colour. */
export const COLOURS = [
  "text",
  "text-muted",
  "surface",
  "surface-raised",
  "border",
  "accent",
  "on-accent",
  "success",
  "warning",
  "danger",
] as const satisfies readonly Token[];
export type Colour = (typeof COLOURS)[number];

export type Scheme = "light" | "dark";

/** The default theme: quiet surfaces, one accent. Every text has a contrast of 4.5 or more on every surface (`theme.test.ts`). */
export const PALETTE: Readonly<Record<Scheme, Readonly<Record<Colour, string>>>> = {
  light: {
    text: "#1b1f24",
    "text-muted": "#59626e",
    surface: "#ffffff",
    "surface-raised": "#ffffff",
    border: "#dde1e6",
    accent: "#3355d6",
    "on-accent": "#ffffff",
    success: "#1a7544",
    warning: "#8f5b00",
    danger: "#c02732",
  },
  dark: {
    text: "#e9ecf0",
    "text-muted": "#9ea7b3",
    surface: "#15181c",
    "surface-raised": "#1f2329",
    border: "#363c45",
    accent: "#93a8ff",
    "on-accent": "#0d1330",
    success: "#5fcf91",
    warning: "#e5b454",
    danger: "#ff8b8b",
  },
};
