// Belief over the days as a stacked area, most of it drawn by hand.
import {CONTESTED, Model, Place} from './data';
import {svg} from './dom';
import {State} from './state';
import {mediumDay, percent, shortDay} from './words';

const WIDTH = 560, HEIGHT = 118, LEFT = 4, RIGHT = 4, TOP = 6, BOTTOM = 20;

/** Contested first from below the middle: parties keep the order of the legend. */
function statesOf(model: Model, place: Place): number[] {
  const used = new Set<number>();
  for (const day of place.days) for (const [state, p] of day?.s ?? []) if (p >= 10) used.add(state);
  const parties = model.data.parties.map((_, index) => index).filter((index) => used.has(index));
  return used.has(CONTESTED) ? [...parties, CONTESTED] : parties;
}

export function beliefChart(model: Model, state: State, place: Place): SVGElement {
  const days = place.days.length, step = (WIDTH - LEFT - RIGHT) / Math.max(1, days);
  const y = (p: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - p / 1000);
  const root = svg('svg', {class: 'chart dl-map', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img',
                           'aria-label': spoken(model, place)});
  const low = place.days.map(() => 0);
  for (const index of statesOf(model, place)) {
    let top = '', bottom = '';
    place.days.forEach((day, at) => {
      const p = day?.s.find(([one]) => one === index)?.[1] ?? 0, base = low[at] ?? 0;
      const x0 = LEFT + at * step, x1 = x0 + step;
      top += `${at ? 'L' : 'M'}${x0} ${y(base + p)}H${x1}`;
      bottom = `L${x1} ${y(base)}H${x0}${bottom}`;
      low[at] = base + p;
    });
    const party = model.data.parties[index];
    root.append(svg('path', {class: index === CONTESTED ? 'area contested' : 'area',
                             d: top + bottom + 'Z', fill: party?.colour ?? '#9a978f'}));
    if (index === CONTESTED) root.append(svg('path', {d: top + bottom + 'Z', fill: 'url(#dl-hatch)'}));
  }
  const x = LEFT + state.day * step;
  root.append(svg('rect', {class: 'now', x, y: TOP - 4, width: step, height: HEIGHT - TOP - BOTTOM + 8,
                           rx: 2}));
  const label = (at: number, anchor: string, text: string): void => root.append(
      svg('text', {x: at, y: HEIGHT - 5, 'text-anchor': anchor, 'font-size': 11}, text));
  label(LEFT, 'start', shortDay(model.data.days[0] ?? ''));
  label(WIDTH - RIGHT, 'end', shortDay(model.data.days[days - 1] ?? ''));
  const middle = x + step / 2;
  if (middle > 70 && middle < WIDTH - 70) label(middle, 'middle', shortDay(state.dayText()));
  root.addEventListener('click', (event) => {
    const box = root.getBoundingClientRect();
    const at = ((event as MouseEvent).clientX - box.left) / box.width * WIDTH;
    state.setDay(Math.floor((at - LEFT) / step));
  });
  return root;
}

/** What the chart says, for those who do not see it: only the days on which the holder changes. */
function spoken(model: Model, place: Place): string {
  const parts: string[] = [];
  let last: number | undefined;
  place.days.forEach((day, at) => {
    const top = day?.s[0];
    if (!top || top[0] === last) return;
    last = top[0];
    parts.push(`from ${mediumDay(model.data.days[at] ?? '')} ${model.stateName(top[0])} (${percent(top[1])})`);
  });
  return `Belief over the days: ${parts.join('; ')}.`;
}
