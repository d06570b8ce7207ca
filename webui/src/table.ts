// Control as a table: for screen readers, for print and for spreadsheets.
import {CONTESTED, Model, Place} from './data';
import {h} from './dom';
import {stateChip} from './marks';
import {State} from './state';
import {longDay, percent, support, word} from './words';

type Key = 'name' | 'region' | 'holder' | 'p';

function cell(text: string | number): string {
  let value = String(text);
  // Spreadsheets run cells that begin like this.
  if (typeof text === 'string' && /^[=+\-@\t\r]/.test(value)) value = `'${value}`;
  return /[",\n\r]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

export class TableView {
  readonly root: HTMLElement;
  private readonly body = h('tbody');
  private readonly caption = h('caption');
  private readonly done = h('span.done', {role: 'status'});
  private readonly heads = new Map<Key, HTMLElement>();
  private key: Key = 'name';
  private down = false;

  constructor(private readonly model: Model, private readonly state: State) {
    const head = (key: Key, text: string): HTMLElement => {
      const th = h('th', {scope: 'col'}, h('button.link', {type: 'button', click: () => this.sort(key)}, text));
      this.heads.set(key, th);
      return th;
    };
    this.root = h('div.view', {},
        h('div.filters', {},
          h('button', {type: 'button', click: () => this.copy()}, 'Copy as CSV'),
          h('button', {type: 'button', click: () => this.download()}, 'Save as CSV'), this.done),
        h('div.tablebox', {tabindex: '0', role: 'region', 'aria-label': 'Table of control'},
          h('table', {}, this.caption,
            h('thead', {}, h('tr', {}, head('name', 'Place'), head('region', 'Region'),
                             head('holder', 'Most probable'), head('p', 'How sure'),
                             h('th', {scope: 'col'}, 'Next'), h('th', {scope: 'col'}, 'Rests on'))),
            this.body)));
  }

  private places(): Place[] {
    return this.model.data.places.filter((place) => this.model.at(place, this.state.day) !== null);
  }

  private sort(key: Key): void {
    this.down = key === this.key ? !this.down : key === 'p';
    this.key = key;
    this.update();
  }

  private value(place: Place): string | number {
    const top = this.model.at(place, this.state.day)?.s[0];
    if (this.key === 'p') return top?.[1] ?? 0;
    if (this.key === 'holder') return top ? this.model.stateName(top[0]) : '';
    return this.key === 'region' ? place.region : place.name;
  }

  update(): void {
    const sign = this.down ? -1 : 1;
    const places = this.places().sort((a, b) => {
      const [x, y] = [this.value(a), this.value(b)];
      const order = typeof x === 'number' && typeof y === 'number' ? x - y
                                                                   : String(x).localeCompare(String(y));
      return sign * order || a.name.localeCompare(b.name);
    });
    for (const [key, th] of this.heads) {
      if (key === this.key) th.setAttribute('aria-sort', this.down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
    this.caption.textContent = `Who holds each place on ${longDay(this.state.dayText())}`;
    this.done.textContent = '';
    this.body.replaceChildren(...places.map((place) => this.row(place)));
    if (!places.length) {
      this.body.append(h('tr', {}, h('td', {colspan: 6}, 'No place has a belief for this day.')));
    }
  }

  private row(place: Place): HTMLElement {
    const now = this.model.at(place, this.state.day), top = now?.s[0], next = now?.s[1];
    return h('tr', {},
        h('th', {scope: 'row'}, h('button.link', {type: 'button', click: () => this.state.setPlace(place.id)},
                                  place.name), h('small', {}, word(place.kind))),
        h('td', {}, place.region),
        h('td', {}, top ? stateChip(this.model, top[0], 16) : null,
          top ? this.model.stateName(top[0]) : '', now?.b ? h('small', {}, 'besieged') : null),
        h('td.num', {}, top ? percent(top[1]) : ''),
        h('td', {}, next && next[1] >= 45 ? `${this.model.stateName(next[0])} ${percent(next[1])}` : ''),
        h('td', {}, now ? support(now) : ''));
  }

  /** One row a place, one column a state, for the day shown. */
  csv(): string {
    const states = [...this.model.data.parties.map((_, index) => index), CONTESTED];
    const ids = states.map((state) => this.model.data.parties[state]?.id ?? 'contested');
    const head = ['day', 'place', 'name', 'lat', 'lon', ...ids, 'reports', 'days_since', 'besieged_by'];
    const rows = this.places().map((place) => {
      const now = this.model.at(place, this.state.day);
      const shares = states.map((state) => (now?.s.find(([one]) => one === state)?.[1] ?? 0) / 1000);
      return [this.state.dayText(), place.id, place.name, place.lat, place.lng, ...shares,
              now?.r ?? 0, now?.d ?? '', now?.b ?? ''];
    });
    return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
  }

  private async copy(): Promise<void> {
    const text = this.csv();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages from disk may be refused the clipboard; the old way still works there.
      const area = h<HTMLTextAreaElement>('textarea.offscreen');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    this.done.textContent = 'Copied.';
  }

  private download(): void {
    const url = URL.createObjectURL(new Blob([this.csv()], {type: 'text/csv'}));
    h('a', {href: url, download: `control-${this.state.dayText()}.csv`}).click();
    window.setTimeout(() => URL.revokeObjectURL(url), 1000);
    this.done.textContent = 'Saved.';
  }
}
