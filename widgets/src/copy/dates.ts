const formats = new Map<string, Intl.DateTimeFormat>();

/** A format, made once: making one costs a hundred times what using it does. */
export function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

export const formatDate = (locale: string, at: Date | number, options: Intl.DateTimeFormatOptions): string =>
  formatOf(locale, options).format(at);

export const formatRange = (
  locale: string,
  from: Date | number,
  to: Date | number,
  options: Intl.DateTimeFormatOptions,
): string => formatOf(locale, options).formatRange(from, to);
