// Puts the page together.
import {ClaimsView} from './claims';
import {ContradictionsView} from './contradictions';
import {Model} from './data';
import {h} from './dom';
import {Legend} from './legend';
import {MapView} from './map';
import {PlaceView} from './place';
import {State, View, VIEWS} from './state';
import {TableView} from './table';
import {Timeline} from './timeline';
import {mediumDay, plural} from './words';

const model = Model.read();
const state = new State(model);
const map = new MapView(model, state);
const timeline = new Timeline(model, state);
const legend = new Legend(model, state);
const views = {
  claims: new ClaimsView(model, state),
  place: new PlaceView(model, state),
  contradictions: new ContradictionsView(model, state),
  table: new TableView(model, state),
};
const NAMES: Record<View, string> = {
  claims: 'Claims of the day', place: 'Place', contradictions: 'Contradictions', table: 'Table'};

function themeButton(): HTMLElement {
  const root = document.documentElement;
  const store = (value?: string): string | null => {
    try {
      if (value !== undefined) localStorage.setItem('dateline-theme', value);
      return localStorage.getItem('dateline-theme');
    } catch {
      return null;  // storage may be off for pages from disk
    }
  };
  const isDark = (): boolean => root.dataset['theme'] === 'dark' ||
      (root.dataset['theme'] === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  const button = h('button.theme', {type: 'button', click: () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    store(root.dataset['theme']);
    show();
  }});
  const show = (): void => {
    button.textContent = isDark() ? '☀ Light' : '☾ Dark';
  };
  const kept = store();
  if (kept === 'light' || kept === 'dark') root.dataset['theme'] = kept;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
  return button;
}

function searchBox(): HTMLElement {
  const places = model.data.places.filter((place) => place.days.length);
  const key = (text: string): string =>
      text.normalize('NFD').replace(/[\u0300-\u036f'’ʿ]/g, '').toLowerCase().trim();
  const open = (): void => {
    const wanted = key(input.value);
    const found = places.find((place) => key(place.name) === wanted || place.id === wanted);
    if (found) choose(found.id);
  };
  const choose = (id: string): void => {
    state.setPlace(id);
    map.show(id);
    input.value = '';
  };
  const input = h<HTMLInputElement>('input', {
    type: 'search', list: 'places', placeholder: 'Find a place', 'aria-label': 'Find a place',
    input: (event: InputEvent) => {
      // Chosen from the list, not typed.
      if (!(event instanceof InputEvent) || event.inputType === 'insertReplacementText') open();
    },
    change: open});
  return h('form.search', {role: 'search', submit: (event: Event) => {
    event.preventDefault();
    const wanted = key(input.value);
    // Of several places that begin so, or hold the words, the largest is meant.
    const largest = (fits: (name: string) => boolean): (typeof places)[number] | undefined =>
        places.filter((place) => wanted !== '' && fits(key(place.name)))
            .reduce<(typeof places)[number] | undefined>(
                (best, place) => best && best.pop >= place.pop ? best : place, undefined);
    const found = largest((name) => name === wanted) ?? largest((name) => name.startsWith(wanted)) ??
                  largest((name) => name.includes(wanted));
    if (found) choose(found.id);
  }}, input, h('datalist', {id: 'places'},
               ...places.map((place) => h('option', {value: place.name}, place.region))));
}

const tabs = new Map<View, HTMLButtonElement>();
const panels = new Map<View, HTMLElement>();

function tabBar(): HTMLElement {
  for (const view of VIEWS) {
    tabs.set(view, h<HTMLButtonElement>('button', {
      type: 'button', role: 'tab', id: `tab-${view}`, 'aria-controls': `panel-${view}`,
      click: () => state.setView(view)}, NAMES[view]));
    panels.set(view, h('div.panel', {role: 'tabpanel', id: `panel-${view}`,
                                     'aria-labelledby': `tab-${view}`}, views[view].root));
  }
  return h('div.tabs', {role: 'tablist', 'aria-label': 'Views', keydown: (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = VIEWS[(VIEWS.indexOf(state.view) + step + VIEWS.length) % VIEWS.length];
    if (next) {
      state.setView(next);
      tabs.get(next)?.focus();
    }
  }}, ...tabs.values());
}

function showTab(): void {
  for (const view of VIEWS) {
    const on = view === state.view, tab = tabs.get(view);
    tab?.setAttribute('aria-selected', String(on));
    tab?.setAttribute('tabindex', on ? '0' : '-1');
    panels.get(view)?.classList.toggle('on', on);
  }
  const place = state.place === null ? undefined : model.placeById.get(state.place);
  const count = model.data.contradictions.length;
  tabs.get('place')?.replaceChildren(place?.name ?? NAMES.place);
  tabs.get('contradictions')?.replaceChildren(
      NAMES.contradictions, count ? h('span.n', {}, String(count)) : '');
}

function footer(): HTMLElement {
  const {claims, documents, days, notes, made_with} = model.data;
  const outlets = new Set(documents.map((doc) => doc.outlet)).size;
  const span = days.length
      ? ` from ${mediumDay(days[0] ?? '')} to ${mediumDay(days[days.length - 1] ?? '')}` : '';
  return h('footer', {},
      h('p', {}, `${plural(claims.length, 'claim')} read from ${plural(documents.length, 'dispatch', 'dispatches')} of ` +
        `${plural(outlets, 'outlet')}${span}. Days are UTC. A belief is what the sentences of the record make ` +
        'likely, not what is known to be true; each can be unfolded to the sentences for it and against it.'),
      ...notes.map((note) => h('p', {}, note)),
      h('p', {}, 'Land and borders: Natural Earth via world-atlas; they take no position on any claim to territory.',
        made_with ? ` Made with ${made_with}.` : ''));
}

const side = h('section.side', {'aria-label': 'Evidence'}, tabBar(), ...panels.values());
document.getElementById('app')?.append(
    h('header.top', {},
      h('div', {}, model.data.theatre ? h('p.kicker', {}, model.data.theatre) : null,
        h('h1', {}, model.data.title || 'Report')),
      h('div.tools', {}, searchBox(), themeButton())),
    h('main', {},
      h('section.mapside', {'aria-label': 'Map of control'}, timeline.root, map.root, legend.root), side),
    footer());
document.documentElement.classList.add('ready');

function update(): void {
  timeline.update();
  legend.update();
  map.recolour();
  map.draw();
  showTab();
  for (const view of VIEWS) if (view === state.view || view === 'table') views[view].update();
}
state.listen((changed) => {
  update();
  if (changed.has('place') && state.place !== null) {
    side.scrollTop = 0;
    const heading = side.querySelector<HTMLElement>('.placeview h2');
    if (matchMedia('(max-width: 1020px)').matches) side.scrollIntoView({block: 'start'});
    heading?.focus({preventScroll: true});
  } else if (changed.has('view')) {
    side.scrollTop = 0;
  }
});
document.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement;
  if (event.altKey || event.ctrlKey || event.metaKey || target.closest('input,select,textarea,[role=tab]')) return;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    timeline.stop();
    state.setDay(state.day + (event.key === 'ArrowRight' ? 1 : -1));
    event.preventDefault();
  } else if (event.key === 'Escape' && state.place !== null) {
    state.setPlace(null);
  }
});
update();
