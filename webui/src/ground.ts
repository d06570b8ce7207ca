// Ground in the colour of who holds its place on the day. The lines between places come once with
// the page; what changes by day is which of them are drawn. Draws what dateline/web/map_ground.cpp
// draws.
import {CONTESTED, Model} from './data';
import {svg} from './dom';
import {topParties} from './marks';
import {isThin} from './words';

/** Opacity of a party's colour, thin or well supported: dateline/web/map_ground.h. */
export const THIN_GROUND = 0.2, GROUND = 0.46;
/** Of what lies above the thin layer, so that both together have GROUND. */
const ABOVE = 1 - (1 - GROUND) / (1 - THIN_GROUND);
const HATCH = 9;

interface Border {
  left: number;
  right: number;
  x: number[];
  y: number[];
}

/** Who has a place's ground: '' for nobody, else a fill. */
interface Holder {
  fill: string;
  /** What lines are drawn between: a party's index, CONTESTED or undefined. */
  party: number | undefined;
  thin: boolean;
}
const NOBODY: Holder = {fill: '', party: undefined, thin: true};

export class GroundLayer {
  private readonly borders: Border[] = [];
  private readonly fills = svg('g', {});
  private readonly defs: SVGElement;
  private readonly layer: Element | null;
  private readonly lines: Element | null;
  private readonly patterns = new Map<string, SVGElement>();
  private hatchScale = 1;

  constructor(private readonly model: Model, drawing: SVGSVGElement, mercator: string) {
    this.layer = drawing.querySelector('.dl-ground');
    this.lines = drawing.querySelector('.dl-fronts');
    this.defs = drawing.querySelector('defs') as SVGElement;
    this.layer?.replaceChildren(this.fills);
    const [x0 = 0, y0 = 0, scale = 0] = mercator.split(' ').map(Number);
    if (scale > 0) for (const line of model.data.ground) this.borders.push(project(line, x0, y0, scale));
  }

  get shown(): boolean {
    return this.borders.length > 0;
  }

  recolour(day: number): void {
    if (!this.layer || !this.lines || !this.shown) return;
    const holders = this.model.data.places.map((_, index) => this.holder(index, day));
    const of = (place: number): Holder => holders[place] ?? NOBODY;
    const fills = [...new Set(holders.map((holder) => holder.fill))].filter((fill) => fill).sort();
    const paths: SVGElement[] = [];
    for (const fill of fills) {
      const all = this.outline((place) => of(place).fill === fill);
      const sure = this.outline((place) => of(place).fill === fill && !of(place).thin);
      paths.push(svg('path', {d: all, fill, 'fill-opacity': THIN_GROUND}),
                 svg('path', {d: sure, fill, 'fill-opacity': ABOVE}));
    }
    this.fills.replaceChildren(...paths);
    const hard: Border[] = [], soft: Border[] = [];
    for (const border of this.borders) {
      const left = of(border.left).party, right = of(border.right).party;
      if (left === undefined || right === undefined || left === right) continue;
      (left === CONTESTED || right === CONTESTED ? soft : hard).push(border);
    }
    const path = (list: Border[]): string => list.map((border) => trace(border, true, 'M')).join('');
    this.lines.replaceChildren(svg('path', {class: 'dl-front', d: path(hard)}),
                               svg('path', {class: 'dl-front dl-soft', d: path(soft)}));
  }

  /** Stripes keep their width on the screen. */
  keepHatch(scale: number): void {
    this.hatchScale = 1 / scale;
    for (const pattern of this.patterns.values()) this.sizeHatch(pattern);
  }

  private sizeHatch(pattern: SVGElement): void {
    pattern.setAttribute('patternTransform', `scale(${this.hatchScale}) rotate(45)`);
  }

  private holder(index: number, day: number): Holder {
    const place = this.model.data.places[index];
    const state = place ? this.model.at(place, day) : null;
    const top = state?.s[0];
    if (!state || !top) return NOBODY;
    if (top[0] === CONTESTED) {
      const [left, right] = topParties(this.model, state);
      return {fill: this.hatch(left.colour, right.colour), party: CONTESTED, thin: isThin(state)};
    }
    const party = this.model.data.parties[top[0]];
    if (!party || top[1] < 500) return NOBODY;
    return {fill: party.colour, party: top[0], thin: isThin(state)};
  }

  private hatch(left: string, right: string): string {
    const id = `dl-ground-${left.slice(1)}-${right.slice(1)}`;
    if (!this.patterns.has(id)) {
      const stripe = (x: number, stroke: string): SVGElement =>
          svg('path', {d: `M${x} 0V${HATCH}`, stroke, 'stroke-width': HATCH / 2});
      const pattern = svg('pattern', {id, width: HATCH, height: HATCH, patternUnits: 'userSpaceOnUse'},
                          stripe(HATCH / 4, left), stripe(HATCH * 3 / 4, right));
      this.sizeHatch(pattern);
      this.defs.append(pattern);
      this.patterns.set(id, pattern);
    }
    return `url(#${id})`;
  }

  /** Closed lines around all ground that belongs. Which line goes on where several meet does not
   *  matter: what lies inside depends on the lines alone. */
  private outline(belongs: (place: number) => boolean): string {
    const from = new Map<string, [Border, boolean][]>();
    for (const border of this.borders) {
      const left = belongs(border.left), right = belongs(border.right);
      if (left === right) continue;
      const key = end(border, left);
      const list = from.get(key);
      if (list) list.push([border, left]);
      else from.set(key, [[border, left]]);
    }
    let path = '';
    for (const [start, list] of from) {
      while (list.length) {
        let key = start, mark = 'M';
        for (;;) {
          const next = from.get(key)?.pop();
          if (!next) break;
          path += trace(next[0], next[1], mark);
          mark = 'L';
          key = end(next[0], !next[1]);
          if (key === start) break;
        }
        path += 'Z';
      }
    }
    return path;
  }
}

function project(line: number[], x0: number, y0: number, scale: number): Border {
  const border: Border = {left: line[0] ?? -1, right: line[1] ?? -1, x: [], y: []};
  let lng = 0, lat = 0;
  for (let i = 2; i + 1 < line.length; i += 2) {
    lng += line[i] ?? 0;
    lat += line[i + 1] ?? 0;
    const radians = Math.PI / 180 / 1e4;
    const y = Math.log(Math.tan(Math.PI / 4 + lat * radians / 2));
    border.x.push(Math.round(10 * (x0 + lng * radians * scale)) / 10);
    border.y.push(Math.round(10 * (y0 - y * scale)) / 10);
  }
  return border;
}

/** The point where a line begins, or ends. */
function end(border: Border, first: boolean): string {
  const at = first ? 0 : border.x.length - 1;
  return `${border.x[at]} ${border.y[at]}`;
}

function trace(border: Border, forward: boolean, mark: string): string {
  let path = '';
  const count = border.x.length;
  for (let i = 0; i < count; ++i) {
    const at = forward ? i : count - 1 - i;
    path += `${i ? 'L' : mark}${border.x[at]} ${border.y[at]}`;
  }
  return path;
}
