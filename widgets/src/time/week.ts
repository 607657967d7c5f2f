/** Countries whose week begins on another day than Monday, where the browser does not know: CLDR's `weekData`, without the rarest. */
const SUNDAY =
  /^(?:AG|AS|BD|BR|BS|BT|BW|BZ|CA|CO|DM|DO|ET|GT|GU|HK|HN|ID|IL|IN|JM|JP|KE|KH|KR|LA|MH|MM|MO|MT|MX|MZ|NI|NP|PA|PE|PH|PK|PR|PT|PY|SA|SG|SV|TH|TT|TW|UM|US|VE|VI|WS|YE|ZA|ZW)$/;
const SATURDAY = /^(?:AE|AF|BH|DJ|DZ|EG|IQ|IR|JO|KW|LY|OM|QA|SD|SY)$/;

/** A locale as newer browsers know it: the week's facts as a method, or as an older draft's property. */
interface WeekLocale extends Intl.Locale {
  readonly getWeekInfo?: () => { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** The first day of the week by the customs of a locale: 1 for Monday to 7 for Sunday. */
export function firstDayOfWeek(locale: string): number {
  const parsed: WeekLocale = new Intl.Locale(locale);
  const known = parsed.getWeekInfo?.() ?? parsed.weekInfo;
  if (known) return known.firstDay;
  const region = parsed.maximize().region ?? "";
  return SUNDAY.test(region) ? 7 : SATURDAY.test(region) ? 6 : 1;
}
