// What the signs of the map mean, with how many places each party holds on the day.
import {CONTESTED, Model} from './data';
import {h, svg} from './dom';
import {GROUND, THIN_GROUND} from './ground';
import {beliefStep, changeRing, chip, siegeRing, splitMark, stateChip, STEPS, sureMark} from './marks';
import {State} from './state';
import {plural} from './words';

/** A piece of ground. */
function field(fill: string, opacity: number, hatched = false): SVGElement {
  const stripe = (x: number, stroke: string): SVGElement =>
      svg('path', {d: `M${x} 0V9`, stroke, 'stroke-width': 4.5});
  const pattern = hatched
      ? svg('pattern', {id: 'dl-key-hatch', width: 9, height: 9, patternUnits: 'userSpaceOnUse',
                        patternTransform: 'rotate(45)'}, stripe(2.25, '#77756f'), stripe(6.75, '#d3d0c8'))
      : null;
  return svg('svg', {class: 'chip dl-map', viewBox: '-12 -8 24 16', width: 24, height: 16,
                     'aria-hidden': 'true'}, pattern,
             svg('rect', {class: 'dl-paper', x: -11, y: -7, width: 22, height: 14}),
             svg('rect', {class: 'dl-key', x: -11, y: -7, width: 22, height: 14, fill,
                          'fill-opacity': opacity}));
}

export class Legend {
  readonly root = h('section.legend', {'aria-label': 'Legend'});
  private readonly holders = h('ul.holders');

  constructor(private readonly model: Model, private readonly state: State) {
    const grey = {id: '', name: '', colour: '#77756f', ink: '#ffffff', sign: ''};
    const other = {...grey, colour: '#b5b2aa'};
    const paper = (): SVGElement[] => sureMark(grey, 0, 0, 8);
    const entry = (mark: SVGElement, text: string): HTMLElement => h('li', {}, mark, text);
    this.root.append(this.holders,
        h('div.keys', {},
          h('ul', {'aria-label': 'How sure'}, h('li.lead', {}, 'Paler is less sure'),
            ...STEPS.map(([p, text]) => entry(chip(sureMark(grey, beliefStep(p), 0, 8)), text))),
          model.data.ground.length ? h('ul', {'aria-label': 'Ground'},
            h('li.lead', {}, 'Ground: nearest place by travel time'),
            entry(field('#77756f', GROUND), 'held'),
            entry(field('#77756f', THIN_GROUND), 'thinly supported'),
            entry(field('url(#dl-key-hatch)', GROUND, true), 'contested')) : null,
          h('ul', {'aria-label': 'Signs'},
            entry(chip(splitMark(grey, other, 0, 8)), 'contested between two'),
            entry(chip(paper(), true), 'no report within a week'),
            entry(svg('svg', {class: 'chip dl-map', viewBox: '-12 -12 24 24', width: 20, height: 20,
                              'aria-hidden': 'true'}, siegeRing(0, 6), ...sureMark(grey, 0, 0, 6)),
                  'besieged'),
            entry(svg('svg', {class: 'chip dl-map', viewBox: '-12 -12 24 24', width: 20, height: 20,
                              'aria-hidden': 'true'}, changeRing(6), ...sureMark(grey, 0, 0, 6)),
                  'changed since the day before'),
            h('li.shapes', {}, '○ town   □ base, airport, works   ◇ crossing   • small where crowded: zoom in'))));
  }

  update(): void {
    const held = new Map<number, number>();
    for (const place of this.model.data.places) {
      const top = this.model.at(place, this.state.day)?.s[0];
      if (top) held.set(top[0], (held.get(top[0]) ?? 0) + 1);
    }
    const ever = new Set<number>();
    for (const place of this.model.data.places) {
      for (const day of place.days) for (const [state, p] of day?.s ?? []) if (p >= 200) ever.add(state);
    }
    const order = [...this.model.data.parties.map((_, index) => index), CONTESTED];
    this.holders.replaceChildren(...order.filter((state) => ever.has(state)).map((state) =>
        h('li', {}, stateChip(this.model, state, 19), h('span', {}, this.model.stateName(state)),
          h('span.n', {title: plural(held.get(state) ?? 0, 'place')}, String(held.get(state) ?? 0)))));
    if (!ever.size) {
      this.holders.append(h('li.empty', {}, 'No place has a belief: the record names none whose control is known.'));
    }
  }
}
