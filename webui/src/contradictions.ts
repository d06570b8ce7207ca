// Claims that cannot both be true, side by side.
import {card} from './card';
import {Contradiction, Model} from './data';
import {h} from './dom';
import {State} from './state';
import {mediumDay, plural, word} from './words';

export class ContradictionsView {
  readonly root: HTMLElement;
  private readonly list = h('div.list');
  private readonly total = h('p.total', {role: 'status'});
  private readonly onlyDay: HTMLInputElement;
  private readonly onlyPlace: HTMLInputElement;

  constructor(private readonly model: Model, private readonly state: State) {
    const box = (): HTMLInputElement =>
        h<HTMLInputElement>('input', {type: 'checkbox', change: () => this.update()});
    this.onlyDay = box();
    this.onlyPlace = box();
    this.root = h('div.view', {},
        h('form.filters', {submit: (event: Event) => event.preventDefault()},
          h('label', {}, this.onlyDay, 'this day only'),
          h('label', {}, this.onlyPlace, 'chosen place only')),
        this.total, this.list);
  }

  private claims(pair: Contradiction): [number, number] {
    const day = (index: number): string => {
      const claim = this.model.data.claims[index];
      return claim ? this.model.sortDay(claim) : '';
    };
    return day(pair.a) <= day(pair.b) ? [pair.a, pair.b] : [pair.b, pair.a];
  }

  private isOfDay(pair: Contradiction): boolean {
    const day = this.state.dayText();
    return [pair.a, pair.b].some((index) => {
      const claim = this.model.data.claims[index];
      return claim !== undefined && this.model.tie(claim, day) !== undefined;
    });
  }

  update(): void {
    const all = this.model.data.contradictions;
    const shown = all.filter((pair) => (!this.onlyDay.checked || this.isOfDay(pair)) &&
        (!this.onlyPlace.checked || pair.place === this.state.place));
    this.total.textContent = shown.length ? plural(shown.length, 'pair') + ' of claims that cannot both be true' : '';
    if (!shown.length) {
      this.list.replaceChildren(h('p.empty', {}, all.length
          ? 'No contradiction passes the filters.'
          : 'No two claims of the record contradict each other: no two speakers say different things ' +
            'of one place and time.'));
      return;
    }
    this.list.replaceChildren(...shown.map((pair) => {
      const [first, second] = this.claims(pair);
      const place = this.model.placeById.get(pair.place);
      const claim = this.model.data.claims[second];
      return h('section.pair', {},
          h('h3', {}, place ? h('button.link', {type: 'button', click: () => this.state.setPlace(pair.place)},
                                place.name) : pair.place || 'No place',
            h('span.kind', {}, [word(pair.kind), claim ? mediumDay(this.model.sortDay(claim)) : '']
                .filter((text) => text).join(' · '))),
          h('div.columns', {}, ...[first, second].map((index) =>
              h('div.column', {}, card(this.model, this.state, index, {plain: true})))));
    }));
  }
}
