// The panel of one place: who holds it, how that came over the days, and every sentence for it and
// against it.
import {card} from './card';
import {beliefChart} from './chart';
import {CONTESTED, Influence, Model, Place, PlaceDay} from './data';
import {h} from './dom';
import {stateChip} from './marks';
import {State} from './state';
import {isThin, likelihood, longDay, percent, plural, support, word} from './words';

export class PlaceView {
  readonly root = h('div.view.placeview');

  constructor(private readonly model: Model, private readonly state: State) {}

  update(): void {
    const place = this.state.place === null ? undefined : this.model.placeById.get(this.state.place);
    if (!place) {
      this.root.replaceChildren(h('p.empty', {},
          'No place is chosen. Click one on the map, or search for it by name.'));
      return;
    }
    const now = this.model.at(place, this.state.day);
    const facts = [word(place.kind), place.region,
                   place.pop ? `about ${place.pop.toLocaleString('en-GB')} people` : '']
        .filter((fact) => fact).join(' · ');
    const head = h('header', {},
        h('div', {}, h('h2', {tabindex: '-1'}, place.name), h('p.facts', {}, facts)),
        h('button.close', {type: 'button', 'aria-label': 'Close the panel', title: 'Close',
                           click: () => this.state.setPlace(null)}, '×'));
    if (!now || !now.s.length) {
      this.root.replaceChildren(head, h('p.empty', {},
          'Nothing is believed about this place on this day: no report, start or road reaches it.'));
      return;
    }
    this.root.replaceChildren(
        head, this.verdict(now), this.bars(now),
        h('h3', {}, 'Over the days'), beliefChart(this.model, this.state, place) as unknown as Node,
        ...this.why(place, now), this.otherClaims(place, now));
  }

  private verdict(now: PlaceDay): HTMLElement {
    const [state, p] = now.s[0] ?? [CONTESTED, 0];
    const weak = p < 550;
    const name = h('strong', {}, this.model.stateName(state));
    const siege = now.b ? ` It is said to be besieged by ${this.model.actorName({id: now.b, text: ''})}.` : '';
    return h('div.verdict', {},
        stateChip(this.model, state, 30),
        h('div', {},
          h('p', {}, weak ? 'Not settled; most likely ' : state === CONTESTED ? '' : 'Held by ', name,
            `, ${percent(p)} (${likelihood(p)}).`, siege),
          h(isThin(now) ? 'p.support.thin' : 'p.support', {}, support(now) + '.',
            isThin(now) ? ' What is shown rests on little.' : '')));
  }

  private bars(now: PlaceDay): HTMLElement {
    return h('ul.bars', {'aria-label': `Belief on ${longDay(this.state.dayText())}`},
        ...now.s.filter(([, p]) => p >= 5).map(([state, p]) => {
          const bar = h('span.bar', {}, h('i'));
          bar.style.setProperty('--p', String(p / 1000));
          bar.style.setProperty('--c', this.model.data.parties[state]?.colour ?? '#9a978f');
          if (state === CONTESTED) bar.classList.add('contested');
          return h('li', {}, stateChip(this.model, state, 18),
                   h('span.name', {}, this.model.stateName(state)), bar, h('span.p', {}, percent(p)));
        }));
  }

  private why(place: Place, now: PlaceDay): Node[] {
    const top = now.s[0]?.[0] ?? CONTESTED, name = this.model.stateName(top);
    const rows = (now.w ?? []).map((index) => place.why[index])
        .filter((row): row is Influence => row !== undefined);
    if (!rows.length) {
      return [h('h3', {}, 'Why'), h('p.empty', {}, 'No sentence and no starting control moved this belief; ' +
          'it follows from neighbouring places, or is even for want of anything known.')];
    }
    const claims = rows.filter(([claim]) => claim >= 0), rest = rows.filter(([claim]) => claim < 0);
    // A claim whose weight is negative speaks against the state that it names.
    const isFor = ([, , , favours, weight]: Influence): boolean => (favours === top) === (weight >= 0);
    const column = (title: string, list: Influence[], none: string): HTMLElement =>
        h('div.column', {}, h('h4', {}, title, h('span.n', {}, String(list.length))),
          ...(list.length ? this.cards(list) : [h('p.empty', {}, none)]));
    const sorted = [...claims].sort((a, b) => Math.abs(b[4]) - Math.abs(a[4]));
    return [
      h('h3', {}, 'Why'),
      h('div.columns', {},
        column(`For: ${name}`, sorted.filter(isFor), 'No sentence of the record speaks for it.'),
        column('Against', sorted.filter((row) => !isFor(row)), 'No sentence of the record speaks against it.')),
      rest.length ? h('details.rest', {open: !claims.length},
          h('summary', {}, `Also: ${plural(rest.length, 'thing')} other than sentences`),
          h('ul', {}, ...rest.map((row) =>
              h('li', {}, h('b', {}, word(row[1])), row[2] ? ` ${row[2]}` : '', this.effect(row))))) : h('span'),
    ];
  }

  /** A card a sentence, with the effects of all that was read of it. */
  private cards(list: Influence[]): HTMLElement[] {
    const bySentence = new Map<string, Influence[]>();
    for (const row of list) {
      const claim = this.model.data.claims[row[0]];
      const key = claim?.sentence ? `${claim.doc} ${claim.sentence}` : `claim ${row[0]}`;
      bySentence.set(key, [...bySentence.get(key) ?? [], row]);
    }
    return [...bySentence.values()].map((rows) => card(this.model, this.state, rows[0]?.[0] ?? -1,
        {foot: h('div', {}, ...rows.map((row) => this.effect(row)))}));
  }

  /** Weight, and the belief before and after. */
  private effect([claim, kind, reason, favours, weight, before, after]: Influence): HTMLElement {
    const name = this.model.stateName(favours), width = Math.min(1, Math.abs(weight) / 4);
    const meter = h('span.meter', {'aria-hidden': 'true'}, h('i'));
    meter.style.setProperty('--p', String(width));
    meter.style.setProperty('--c', this.model.data.parties[favours]?.colour ?? '#9a978f');
    return h('p.effect', {}, meter,
        h('span', {}, `${name} ${percent(before)} → `, h('b', {}, percent(after))),
        h('span.weight', {title: 'Change of the log odds'}, `weight ${weight.toFixed(2)}`),
        claim >= 0 && reason ? h('span.reason', {}, reason) : null,
        claim >= 0 && kind && kind !== 'claim' ? h('span.reason', {}, word(kind)) : null);
  }

  private otherClaims(place: Place, now: PlaceDay): HTMLElement {
    const used = new Set((now.w ?? []).map((index) => place.why[index]?.[0]));
    const claims = (this.model.claimsOfPlace.get(place.id) ?? []).filter((index) => !used.has(index))
        .sort((a, b) => {
          const [one, two] = [this.model.data.claims[a], this.model.data.claims[b]];
          return one && two ? this.model.sortDay(one).localeCompare(this.model.sortDay(two)) : 0;
        });
    if (!claims.length) return h('p.empty', {}, 'No other claim of the record names this place.');
    const details = h<HTMLDetailsElement>('details.rest', {},
        h('summary', {}, `${plural(claims.length, 'other claim')} of all days that name ${place.name}`));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) {
        details.append(...claims.map((index) => card(this.model, this.state, index)));
      }
    });
    return details;
  }
}
