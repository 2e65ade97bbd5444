/** Numbers, money, dates and sizes in the form of a locale. Runs in the browser too, so it names no import. */

export interface Format {
  /** An integer, or a number with at most one decimal. */
  number: (value: number) => string;
  /** A share of 1 in percent; "< 1 %" and "> 99 %" rather than a false 0 or 100. */
  percent: (share: number) => string;
  /** An amount of the price list, with its currency where there is one. */
  money: (value: number) => string;
  /** The same without decimals, for sums. */
  roundMoney: (value: number) => string;
  /** A day YYYY-MM-DD, with the month in letters of the locale. */
  date: (day: string) => string;
  /** A day without its year, for axes. */
  shortDate: (day: string) => string;
  /** The month of a day, with its year. */
  month: (day: string) => string;
  /** Bytes in the unit that leaves one to three digits in front, by 1024 as Microsoft counts. */
  bytes: (value: number) => string;
}

/** `currency` is an ISO 4217 code; null and codes that Intl does not know give plain numbers with what was given. */
export function createFormat(locale: string, currency: string | null): Format {
  const whole = new Intl.NumberFormat(locale, {maximumFractionDigits: 1});
  const share = new Intl.NumberFormat(locale, {style: 'percent', maximumFractionDigits: 0});
  const day = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeZone: 'UTC'});
  const short = new Intl.DateTimeFormat(locale, {day: 'numeric', month: 'short', timeZone: 'UTC'});

  const month = new Intl.DateTimeFormat(locale, {month: 'long', year: 'numeric', timeZone: 'UTC'});
  const at = (value: string): Date => new Date(`${value}T00:00:00Z`);

  function amountFormat(digits: number): (value: number) => string {
    const plain = {minimumFractionDigits: digits, maximumFractionDigits: digits};
    if (currency !== null && /^[A-Z]{3}$/.test(currency)) {
      const format = new Intl.NumberFormat(locale, {style: 'currency', currency, ...plain});
      return (value) => format.format(value);
    }
    const format = new Intl.NumberFormat(locale, plain);
    return (value) => (currency ? `${format.format(value)} ${currency}` : format.format(value));
  }

  function percent(value: number): string {
    if (value > 0 && value < 0.01) return `< ${share.format(0.01)}`;
    if (value < 1 && value > 0.99) return `> ${share.format(0.99)}`;
    return share.format(value);
  }

  function bytes(value: number): string {
    const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];
    let unit = 0;
    let rest = value;
    while (rest >= 1024 && unit < units.length - 1) {
      rest /= 1024;
      unit++;
    }
    return `${whole.format(rest)} ${units[unit]}`;
  }

  return {
    number: (value) => whole.format(value),
    percent,
    money: amountFormat(2),
    roundMoney: amountFormat(0),
    date: (value) => day.format(at(value)),
    shortDate: (value) => short.format(at(value)),
    month: (value) => month.format(at(value)),
    bytes,
  };
}
