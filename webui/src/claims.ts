// The claims of the day, with filters.
import {Claim, DayTie, Model} from './data';
import {debounced, h} from './dom';
import {card} from './card';
import {State} from './state';
import {asserted, longDay, mediumDay, plural, speakers, word} from './words';

const PAGE = 40;
const GROUPS: [DayTie, string][] = [
  ['day', 'Said of this day'],
  ['written', 'Said to be so at the time of writing, published this day'],
  ['published', 'Published this day; the text gives no day for the event'],
  ['span', 'Said of a longer time that includes this day'],
];

export class ClaimsView {
  readonly root: HTMLElement;
  private readonly list = h('div.list');
  private readonly total = h('p.total', {role: 'status'});
  private readonly type: HTMLSelectElement;
  private readonly status: HTMLSelectElement;
  private readonly party: HTMLSelectElement;
  private readonly text: HTMLInputElement;
  private readonly all: HTMLInputElement;
  private readonly history: HTMLInputElement;
  private limit = PAGE;

  constructor(private readonly model: Model, private readonly state: State) {
    const again = (): void => {
      this.limit = PAGE;
      this.update();
    };
    const select = (label: string, options: [string, string][]): HTMLSelectElement =>
        h<HTMLSelectElement>('select', {'aria-label': label, change: again},
                             ...options.map(([value, name]) => h('option', {value}, name)));
    const types = new Map<string, number>();
    for (const {type} of model.data.claims) types.set(type, (types.get(type) ?? 0) + 1);
    this.type = select('Type', [['', 'All types'], ...[...types].sort()
        .map(([type, count]): [string, string] => [type, `${word(type)} (${count})`])]);
    this.status = select('Status', [
      ['', 'Any status'], ['asserted', 'Said to be so'], ['hedged', 'Possible, intended, hypothetical'],
      ['against', 'Denied or negated']]);
    this.party = select('Party', [['', 'All parties'], ...model.data.parties
        .map((party): [string, string] => [party.id, party.name])]);
    this.text = h<HTMLInputElement>('input', {type: 'search', placeholder: 'Search words',
                                              'aria-label': 'Search the claims', input: debounced(again, 150)});
    const box = (): HTMLInputElement => h<HTMLInputElement>('input', {type: 'checkbox', change: again});
    this.all = box();
    this.history = box();
    this.root = h('div.view', {},
        h('form.filters', {submit: (event: Event) => event.preventDefault()},
          this.text, this.type, this.status, this.party,
          h('label', {}, this.all, 'all days'), h('label', {}, this.history, 'history too')),
        this.total, this.list);
  }

  private matches(claim: Claim): boolean {
    if (claim.bg && !this.history.checked) return false;
    if (this.type.value && claim.type !== this.type.value) return false;
    const against = claim.neg === true || claim.status === 'denied';
    if (this.status.value === 'asserted' && !asserted(claim)) return false;
    if (this.status.value === 'against' && !against) return false;
    if (this.status.value === 'hedged' && (asserted(claim) || against)) return false;
    const party = this.party.value;
    if (party && ![...claim.who ?? [], ...claim.whom ?? []]
                      .some(({id}) => id === party || id.startsWith(party + '.'))) return false;
    const words = this.text.value.trim().toLowerCase();
    if (!words) return true;
    const doc = this.model.doc(claim);
    const where = (claim.where ?? []).map(({name}) => name).join(' ');
    return [claim.sentence ?? '', claim.text ?? '', where, doc?.title ?? '', speakers(this.model, claim)]
        .join(' ').toLowerCase().includes(words);
  }

  update(): void {
    const day = this.state.dayText(), groups = new Map<string, number[]>();
    let found = 0;
    this.model.data.claims.forEach((claim, index) => {
      const tie = this.all.checked ? this.model.sortDay(claim) : this.model.tie(claim, day);
      if (tie === undefined || !this.matches(claim)) return;
      groups.set(tie, [...groups.get(tie) ?? [], index]);
      ++found;
    });
    this.total.textContent = found
        ? `${plural(found, 'claim')}${this.all.checked ? ' of all days' : ` for ${longDay(day)}`}` : '';
    const order: [string, string][] = this.all.checked
        ? [...groups.keys()].sort().map((key): [string, string] => [key, this.allHeading(key)])
        : GROUPS;
    const nodes: Node[] = [];
    let room = this.limit;
    for (const [key, name] of order) {
      const members = groups.get(key) ?? [];
      if (!members.length || room <= 0) continue;
      nodes.push(h('h3', {}, name, h('span.n', {}, String(members.length))));
      for (const index of members.slice(0, room)) nodes.push(card(this.model, this.state, index));
      room -= members.length;
    }
    if (found > this.limit) {
      nodes.push(h('button.more', {type: 'button', click: () => {
        this.limit += PAGE * 2;
        this.update();
      }}, `Show more (${found - this.limit} left)`));
    }
    this.list.replaceChildren(...(found ? nodes : [this.empty()]));
  }

  private allHeading(day: string): string {
    return day ? `${mediumDay(day)}: last day that the claim speaks of, or day of publication`
               : 'Without a day';
  }

  /** Says why nothing is shown. */
  private empty(): HTMLElement {
    if (!this.model.data.claims.length) {
      return h('p.empty', {}, 'The record has no claims: no sentence of its dispatches was read as one.');
    }
    const filtered = this.type.value || this.status.value || this.party.value || this.text.value.trim();
    if (filtered) return h('p.empty', {}, 'No claim passes the filters. Clear one of them, or choose all days.');
    return h('p.empty', {}, 'No dispatch of the record speaks of this day, and none without a day was ' +
        'published on it. Beliefs on the map then come from the days before and after.');
  }
}
