// The map: recolours the drawing that came with the page, zooms and pans it, and lets places be
// chosen by pointer, by touch and by keyboard.
import {Model, Place} from './data';
import {h, svg} from './dom';
import {GroundLayer} from './ground';
import {Box, overlap, placeLabels, Wish} from './labels';
import {drawMark, RING} from './marks';
import {State} from './state';
import {percent, support} from './words';

interface Mark {
  place: Place;
  group: SVGGElement;
  x: number;
  y: number;
  rank: number;
  radius: number;
  /** Has a ring around it today. */
  ringed: boolean;
}

const MAX_ZOOM = 24;
/** As in dateline/web/svg_map.cpp. */
const CLOSENESS = .92, MINOR_RADIUS = 3.1;

export class MapView {
  readonly root: HTMLElement;
  private readonly drawing: SVGSVGElement;
  private readonly world: SVGGElement;
  private readonly labels: SVGGElement;
  private readonly marks: Mark[] = [];
  private readonly ground: GroundLayer;
  private readonly tip = h('div.tip', {hidden: true});
  private readonly scaleBar = h('div.scalebar');
  private readonly width: number;
  private readonly height: number;
  private readonly pixelsPerKm: number;
  private zoom = 1;
  private panX = 0;
  private panY = 0;
  private readonly pointers = new Map<number, {x: number; y: number}>();
  private dragged = false;
  private drawPending = false;

  constructor(private readonly model: Model, private readonly state: State) {
    const holder = document.getElementById('map') as HTMLElement;
    this.drawing = holder.querySelector('svg') as SVGSVGElement;
    this.world = this.drawing.querySelector('.dl-world') as SVGGElement;
    this.labels = this.drawing.querySelector('.dl-labels') as SVGGElement;
    this.width = this.drawing.viewBox.baseVal.width;
    this.height = this.drawing.viewBox.baseVal.height;
    const scale = this.drawing.querySelector('.dl-scale');
    this.pixelsPerKm = Number(scale?.getAttribute('data-px-per-km') ?? 0);
    this.ground = new GroundLayer(model, this.drawing, scale?.getAttribute('data-mercator') ?? '');
    scale?.remove();
    this.drawing.querySelector('.dl-attribution')?.remove();
    this.drawing.querySelector('title')?.remove();
    this.drawing.removeAttribute('width');
    this.drawing.removeAttribute('height');
    this.drawing.setAttribute('role', 'group');
    this.drawing.setAttribute('aria-label',
                              'Map. Arrow keys move between places, Enter opens one, + and - zoom.');
    this.collectMarks();
    this.root = this.frame(holder);
    this.listen();
  }

  private frame(holder: HTMLElement): HTMLElement {
    const button = (label: string, text: string, run: () => void): HTMLElement =>
        h('button', {type: 'button', 'aria-label': label, title: label, click: run}, text);
    holder.append(
        h('div.zoom', {role: 'group', 'aria-label': 'Zoom'},
          button('Zoom in', '+', () => this.zoomBy(1.6)),
          button('Zoom out', '−', () => this.zoomBy(1 / 1.6)),
          button('Whole map', '⤢', () => this.reset())),
        this.scaleBar, h('div.attribution', {}, 'Natural Earth via world-atlas'), this.tip);
    document.documentElement.style.setProperty('--ratio', String(this.height / this.width));
    holder.classList.add('map');
    return holder;
  }

  private collectMarks(): void {
    for (const group of this.drawing.querySelectorAll<SVGGElement>('.dl-place')) {
      const place = this.model.placeById.get(group.getAttribute('data-place') ?? '');
      const at = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(group.getAttribute('transform') ?? '');
      if (!place || !at) continue;
      this.marks.push({place, group, x: Number(at[1]), y: Number(at[2]),
                       rank: Number(group.getAttribute('data-rank')),
                       radius: Number(group.getAttribute('data-r')), ringed: false});
      if (!place.days.length) continue;
      group.setAttribute('role', 'button');
      group.setAttribute('tabindex', '-1');
    }
    // The drawing has the most important last, on top.
    this.marks.reverse();
    this.marks.find((mark) => mark.place.days.length)?.group.setAttribute('tabindex', '0');
  }

  /** Screen pixels of one unit of the drawing, before zoom. */
  private unit(): number {
    return (this.drawing.clientWidth || this.width) / this.width;
  }

  /** Marks and names grow slower than the map, and are a little smaller on small screens. */
  private markScale(): number {
    const base = Math.max(.8, Math.min(1.05, (this.drawing.clientWidth || this.width) / 820));
    return base * Math.min(1.5, this.zoom ** .2);
  }

  recolour(): void {
    const day = this.state.day;
    this.ground.recolour(day);
    for (const mark of this.marks) {
      const {place, group, radius} = mark;
      const now = this.model.at(place, day), before = day > 0 ? this.model.at(place, day - 1) : null;
      const changed = now !== null && before !== null && now.s[0]?.[0] !== before.s[0]?.[0];
      mark.ringed = changed || now?.b !== undefined;
      group.replaceChildren(...drawMark(this.model, now, {shape: place.shape, radius, changed}));
      group.setAttribute('aria-label', this.spoken(place));
      group.classList.toggle('chosen', this.state.place === place.id);
    }
  }

  private spoken(place: Place): string {
    const state = this.model.at(place, this.state.day);
    if (!state) return place.name;
    const shares = state.s.filter(([, p]) => p >= 45)
        .map(([index, p]) => `${this.model.stateName(index)} ${percent(p)}`).join(', ');
    return `${place.name}: ${shares}. ${support(state)}.`;
  }

  /** Lays out everything that keeps its size on the screen; once a frame at most. */
  draw(): void {
    if (this.drawPending) return;
    this.drawPending = true;
    requestAnimationFrame(() => {
      this.drawPending = false;
      this.layOut();
    });
  }

  private layOut(): void {
    const unit = this.unit(), scale = this.markScale(), shrink = scale / (this.zoom * unit);
    this.world.setAttribute('transform',
                            `translate(${this.panX} ${this.panY}) scale(${this.zoom})`);
    this.ground.keepHatch(unit * this.zoom);
    const wishes: Wish[] = [], full: Wish[] = [];
    for (const {place, group, x, y, rank, radius, ringed} of this.marks) {
      const first = this.state.place === place.id, plain = !place.days.length;
      const wish = {text: place.name, x: (x * this.zoom + this.panX) * unit,
                    y: (y * this.zoom + this.panY) * unit, radius: radius * scale,
                    rank: plain ? 3 : rank, weight: place.pop, first, minor: false};
      // Marks come most important first; one that would lie on another is drawn small.
      wish.minor = !first && !plain && full.some((other) =>
          Math.hypot(wish.x - other.x, wish.y - other.y) < CLOSENESS * (wish.radius + other.radius));
      if (!wish.minor && !plain) full.push({...wish});
      const size = wish.minor ? MINOR_RADIUS / radius : first ? 1.25 : 1;
      wish.radius = (radius * size + (ringed && !wish.minor ? RING : 0)) * scale;
      group.classList.toggle('dl-minor', wish.minor);
      group.setAttribute('transform', `translate(${x} ${y}) scale(${shrink * size})`);
      wishes.push(wish);
    }
    const width = this.width * unit, height = this.height * unit;
    const corners = [{x0: 0, y0: height - 40, x1: 150, y1: height},
                     {x0: width - 180, y0: height - 22, x1: width, y1: height},
                     {x0: width - 48, y0: 0, x1: width, y1: 120}];
    const {placed, taken} = placeLabels(wishes, width, height, scale, corners);
    this.labels.replaceChildren(...placed.map((label) => {
      const text = svg('text', {
        class: `dl-label dl-r${label.wish.first ? 0 : label.wish.rank}`,
        x: (label.x / unit - this.panX) / this.zoom, y: (label.y / unit - this.panY) / this.zoom,
        'text-anchor': label.anchor, 'font-size': label.size / (unit * this.zoom)}, label.wish.text);
      text.style.strokeWidth = `${3 / (unit * this.zoom)}px`;
      return text;
    }));
    this.nameCountries(unit, scale, taken);
    this.drawScale(unit);
    this.root.classList.toggle('zoomed', this.zoom > 1.01);
  }

  /** Countries' names stay where nothing else needs the room. */
  private nameCountries(unit: number, scale: number, taken: Box[]): void {
    const size = 11.5 * scale, spacing = 2.2 * scale;
    for (const name of this.drawing.querySelectorAll<SVGElement>('.dl-country')) {
      name.setAttribute('font-size', String(size / (unit * this.zoom)));
      name.style.letterSpacing = `${spacing / (unit * this.zoom)}px`;
      const half = (name.textContent?.length ?? 0) * (size * .7 + spacing) / 2;
      const x = (Number(name.getAttribute('x')) * this.zoom + this.panX) * unit;
      const y = (Number(name.getAttribute('y')) * this.zoom + this.panY) * unit;
      const box = {x0: x - half, y0: y - size, x1: x + half, y1: y + 2};
      const free = box.x0 > 2 && box.x1 < this.width * unit && !taken.some((other) => overlap(other, box));
      name.style.display = free ? '' : 'none';
    }
  }

  private drawScale(unit: number): void {
    const pixels = this.pixelsPerKm * unit * this.zoom;
    if (!(pixels > 0)) return;
    const wanted = 110 / pixels, ten = 10 ** Math.floor(Math.log10(wanted));
    const km = wanted >= ten * 5 ? ten * 5 : wanted >= ten * 2 ? ten * 2 : ten;
    this.scaleBar.textContent = `${km} km`;
    this.scaleBar.style.width = `${km * pixels}px`;
  }

  reset(): void {
    this.zoom = 1;
    this.panX = this.panY = 0;
    this.draw();
  }

  /** Zooms about a point of the drawing, in its units; the middle by default. */
  private zoomBy(factor: number, x = this.width / 2, y = this.height / 2): void {
    const zoom = Math.max(1, Math.min(MAX_ZOOM, this.zoom * factor));
    this.panX = x - (x - this.panX) * zoom / this.zoom;
    this.panY = y - (y - this.panY) * zoom / this.zoom;
    this.zoom = zoom;
    this.keepInside();
  }

  private keepInside(): void {
    this.panX = Math.min(0, Math.max(this.width * (1 - this.zoom), this.panX));
    this.panY = Math.min(0, Math.max(this.height * (1 - this.zoom), this.panY));
    this.draw();
  }

  /** Brings a place into sight, where it is not. */
  show(id: string): void {
    const mark = this.marks.find((one) => one.place.id === id);
    if (!mark) return;
    const x = mark.x * this.zoom + this.panX, y = mark.y * this.zoom + this.panY;
    const seen = x > 30 && y > 30 && x < this.width - 30 && y < this.height - 30;
    if (seen) return;
    this.panX = this.width / 2 - mark.x * this.zoom;
    this.panY = this.height / 2 - mark.y * this.zoom;
    this.keepInside();
  }

  private listen(): void {
    const drawing = this.drawing;
    drawing.addEventListener('wheel', (event) => {
      if (event.deltaY > 0 && this.zoom <= 1) return;
      event.preventDefault();
      const box = drawing.getBoundingClientRect();
      this.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? .01 : .0018)),
                  (event.clientX - box.left) / this.unit(), (event.clientY - box.top) / this.unit());
    }, {passive: false});
    drawing.addEventListener('pointerdown', (event) => {
      this.pointers.set(event.pointerId, {x: event.clientX, y: event.clientY});
      this.dragged = this.pointers.size > 1;
    });
    window.addEventListener('pointermove', (event) => this.moved(event));
    for (const name of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    }
    drawing.addEventListener('click', (event) => {
      const place = this.placeAt(event.target);
      if (!this.dragged && place) this.state.setPlace(place.id);
    });
    drawing.addEventListener('pointerover', (event) => this.hover(this.placeAt(event.target)));
    drawing.addEventListener('pointerout', () => this.hover(undefined));
    drawing.addEventListener('focusin', (event) => this.hover(this.placeAt(event.target)));
    drawing.addEventListener('focusout', () => this.hover(undefined));
    drawing.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.root);
  }

  private moved(event: PointerEvent): void {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const x = event.clientX, y = event.clientY;
    if (this.pointers.size === 2) {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1] ?? last;
      const box = this.drawing.getBoundingClientRect();
      const factor = Math.hypot(x - other.x, y - other.y) /
                     Math.max(1, Math.hypot(last.x - other.x, last.y - other.y));
      this.zoomBy(factor, ((x + other.x) / 2 - box.left) / this.unit(),
                  ((y + other.y) / 2 - box.top) / this.unit());
    } else if (this.zoom > 1) {
      if (!this.dragged && Math.hypot(x - last.x, y - last.y) < 4) return;
      this.dragged = true;
      this.panX += (x - last.x) / this.unit();
      this.panY += (y - last.y) / this.unit();
      this.keepInside();
    }
    this.pointers.set(event.pointerId, {x, y});
  }

  private placeAt(target: EventTarget | null): Place | undefined {
    const group = target instanceof Element ? target.closest('.dl-place') : null;
    const place = this.model.placeById.get(group?.getAttribute('data-place') ?? '');
    return place?.days.length ? place : undefined;
  }

  private hover(place: Place | undefined): void {
    const mark = this.marks.find((one) => one.place === place);
    this.tip.hidden = !mark;
    if (!mark || !place) return;
    const state = this.model.at(place, this.state.day), unit = this.unit();
    this.tip.replaceChildren(
        h('strong', {}, place.name),
        ...(state ? state.s.filter(([, p]) => p >= 45).slice(0, 3).map(([index, p]) =>
            h('span', {}, `${this.model.stateName(index)} ${percent(p)}`)) : []),
        h('em', {}, state ? support(state) : 'no belief for this day'));
    const x = (mark.x * this.zoom + this.panX) * unit, y = (mark.y * this.zoom + this.panY) * unit;
    const right = x > this.drawing.clientWidth / 2;
    this.tip.style.transform = `translate(${x + (right ? -14 : 14)}px, ${y}px)` +
        ` translate(${right ? '-100%' : '0'}, ${y < 90 ? '0' : '-100%'})`;
  }

  private key(event: KeyboardEvent): void {
    const here = this.marks.find((mark) => mark.group === document.activeElement);
    const way: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    const step = way[event.key];
    if (event.key === '+' || event.key === '=') this.zoomBy(1.6);
    else if (event.key === '-') this.zoomBy(1 / 1.6);
    else if (here && (event.key === 'Enter' || event.key === ' ')) this.state.setPlace(here.place.id);
    else if (here && step) this.focusNext(here, step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The nearest place in a direction; what lies aside counts double. */
  private focusNext(here: Mark, [dx, dy]: [number, number]): void {
    let best: Mark | undefined, least = Infinity;
    for (const mark of this.marks) {
      const x = mark.x - here.x, y = mark.y - here.y;
      const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (mark === here || along <= 0 || !mark.place.days.length) continue;
      if (along + 2 * aside < least) [best, least] = [mark, along + 2 * aside];
    }
    if (!best) return;
    here.group.setAttribute('tabindex', '-1');
    best.group.setAttribute('tabindex', '0');
    this.show(best.place.id);
    best.group.focus();
  }
}
