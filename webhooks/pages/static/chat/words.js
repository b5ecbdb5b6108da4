// Times, days and sizes as people write them.

export class Words {
  constructor({ locale, strings }) {
    this.locale = locale;
    this.strings = strings;
    this.clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
    this.date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
    this.longDate = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  }

  say(key) {
    return this.strings[key] ?? key;
  }

  time(at) {
    return this.clock.format(at);
  }

  day(at) {
    const days = Math.round((midnight(new Date()) - midnight(at)) / 86400000);
    if (days === 0 || days === 1) return this.say(days ? "yesterday" : "today");
    return (at.getFullYear() === new Date().getFullYear() ? this.date : this.longDate).format(at);
  }

  size(bytes) {
    const [value, unit] = bytes < 1048576 ? [Math.max(1, Math.round(bytes / 1024)), "kb"] : [bytes / 1048576, "mb"];
    return `${value.toLocaleString(this.locale, { maximumFractionDigits: 1 })} ${this.say(unit)}`;
  }
}

export function midnight(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}
