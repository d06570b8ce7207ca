// What the page shows now, kept in the address so that it can be sent to somebody.
import {Model} from './data';

export type View = 'claims' | 'place' | 'contradictions' | 'table';
export const VIEWS: View[] = ['claims', 'place', 'contradictions', 'table'];

export type Change = 'day' | 'place' | 'view';
type Listener = (changed: Set<Change>) => void;

export class State {
  day: number;
  place: string | null = null;
  view: View = 'claims';
  private listeners: Listener[] = [];

  constructor(private readonly model: Model) {
    this.day = model.data.start;
    this.readHash();
    window.addEventListener('hashchange', () => {
      const before = {day: this.day, place: this.place, view: this.view};
      this.readHash();
      const changed = new Set<Change>();
      if (before.day !== this.day) changed.add('day');
      if (before.place !== this.place) changed.add('place');
      if (before.view !== this.view) changed.add('view');
      if (changed.size) this.tell(changed);
    });
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  dayText(): string {
    return this.model.data.days[this.day] ?? '';
  }

  setDay(day: number): void {
    const last = this.model.data.days.length - 1;
    const next = Math.max(0, Math.min(last, day));
    if (next === this.day || last < 0) return;
    this.day = next;
    this.changed('day');
  }

  /** Opens a place's panel; null closes it. */
  setPlace(place: string | null): void {
    this.place = place !== null && this.model.placeById.has(place) ? place : null;
    this.view = this.place !== null ? 'place' : this.view === 'place' ? 'claims' : this.view;
    this.changed('place', 'view');
  }

  setView(view: View): void {
    if (view === this.view) return;
    this.view = view;
    this.changed('view');
  }

  private changed(...what: Change[]): void {
    const hash = new URLSearchParams();
    if (this.day >= 0) hash.set('day', this.dayText());
    if (this.place !== null) hash.set('place', this.place);
    if (this.view !== 'claims' && !(this.view === 'place' && this.place !== null)) {
      hash.set('view', this.view);
    }
    history.replaceState(null, '', '#' + hash.toString());
    this.tell(new Set(what));
  }

  private tell(changed: Set<Change>): void {
    for (const listener of this.listeners) listener(changed);
  }

  private readHash(): void {
    const hash = new URLSearchParams(location.hash.slice(1));
    const day = this.model.data.days.indexOf(hash.get('day') ?? '');
    if (day >= 0) this.day = day;
    const place = hash.get('place');
    this.place = place !== null && this.model.placeById.has(place) ? place : null;
    const view = VIEWS.find((one) => one === hash.get('view'));
    this.view = view ?? (this.place !== null ? 'place' : 'claims');
  }
}
