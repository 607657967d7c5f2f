/** A text with `{names}` for values, or one for each plural form of `{count}` that the language has. */
export type Message = string | PluralMessage;
export interface PluralMessage {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}
export type Dictionary = Readonly<Record<string, Message>>;
export type Values = Readonly<Record<string, string | number>>;

/** Languages that come with the widgets. Any other is given by `copy`, or shown in English. */
export const LANGUAGES = ["en", "de", "es", "fr", "ja", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Scripts written from right to left, by the languages that use them. */
const RIGHT_TO_LEFT = /^(?:ar|arc|dv|fa|ha-arab|he|khw|ks|ku-arab|ps|sd|ug|ur|yi)(?:-|$)/i;

export const directionOf = (locale: string): "ltr" | "rtl" => (RIGHT_TO_LEFT.test(locale) ? "rtl" : "ltr");

/** The first of these that is a locale; a text that is none, such as `english`, is passed over. */
export function firstLocale(wanted: readonly (string | null | undefined)[]): string {
  for (const one of wanted) {
    const locale = one ? kept(locales, one, () => localeOf(one)) : null;
    if (locale !== null) return locale;
  }
  return "en";
}

function localeOf(text: string): string | null {
  try {
    const [locale] = Intl.getCanonicalLocales(text.replaceAll("_", "-"));
    // Longer names of languages are well formed, but there are none.
    return locale !== undefined && /^[a-z]{2,3}(?:-|$)/.test(locale) ? locale : null;
  } catch {
    return null;
  }
}

const loaded = new Map<Language, Dictionary>();

/** The dictionary of a language, where it came already. English comes with each widget. */
export const dictionaryOf = (locale: string): Dictionary | undefined => loaded.get(languageOf(locale));

const languageOf = (locale: string): Language =>
  kept(languages, locale, () => {
    const { language } = new Intl.Locale(locale);
    return (LANGUAGES as readonly string[]).includes(language) ? (language as Language) : "en";
  });

/** Loads a language's dictionary where it is needed and not there; gives whether it came just now. Rejects when the file cannot be reached. */
export async function loadDictionary(locale: string): Promise<boolean> {
  const language = languageOf(locale);
  if (language === "en" || loaded.has(language)) return false;
  loaded.set(language, (await LOADERS[language]()).default);
  return true;
}

/** Written out, so that bundlers see each file. */
const LOADERS: Readonly<Record<Exclude<Language, "en">, () => Promise<{ default: Dictionary }>>> = {
  de: () => import("./locales/de.ts"),
  es: () => import("./locales/es.ts"),
  fr: () => import("./locales/fr.ts"),
  ja: () => import("./locales/ja.ts"),
  ar: () => import("./locales/ar.ts"),
};

// Asked for with each text that is shown.
const locales = new Map<string, string | null>();
const languages = new Map<string, Language>();
const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  store.set(key, made);
  return made;
}

/**
 * The message of a key with its values, by the first of these dictionaries that has it. Numbers are written as the locale writes them. Isolates the values'
 * direction, so that a name from left to right leaves an Arabic sentence as it is.
 */
export function translate(
  dictionaries: readonly (Dictionary | undefined)[],
  locale: string,
  key: string,
  values: Values = {},
): string {
  const message = dictionaries.find(dictionary => dictionary?.[key] !== undefined)?.[key];
  if (message === undefined) return key;
  const template = typeof message === "string" ? message : pluralForm(message, locale, values["count"]);
  const isolate = directionOf(locale) === "rtl";
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === "number") return formatNumber(locale, value);
    return isolate ? `\u2068${value}\u2069` : value;
  });
}

function pluralForm(message: PluralMessage, locale: string, count: string | number | undefined): string {
  const rules = kept(plurals, locale, () => new Intl.PluralRules(locale));
  return message[rules.select(Number(count ?? 0))] ?? message.other;
}

export function formatNumber(locale: string, value: number, options: Intl.NumberFormatOptions = {}): string {
  return kept(numbers, `${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
}
