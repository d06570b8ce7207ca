// A place's mark on the map; draws what dateline/web/map_marks.cpp draws, for any day.
import {CONTESTED, Model, Party, PlaceDay} from './data';
import {svg} from './dom';
import {isThin} from './words';

const STEP_OPACITY = [0, 0.2, 0.42, 0.7, 1];
/** How far a ring lies outside of its mark. */
export const RING = 4;
const GREY: Party = {id: '', name: '', colour: '#888888', ink: '#ffffff', sign: '?'};

export const STEPS: [number, string][] = [
  [950, '90 % or more'], [800, '75–90 %'], [650, '55–75 %'], [400, 'under 55 %']];

export function beliefStep(thousandths: number): number {
  return thousandths >= 900 ? 4 : thousandths >= 750 ? 3 : thousandths >= 550 ? 2 : 1;
}

function shapePath(shape: number, r: number): string {
  if (shape === 1) return `M${-r * .9} ${-r * .9}H${r * .9}V${r * .9}H${-r * .9}Z`;
  if (shape === 2) return `M0 ${-r * 1.2}L${r * 1.2} 0L0 ${r * 1.2}L${-r * 1.2} 0Z`;
  return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
}

function halfPath(shape: number, r: number, left: boolean): string {
  const side = left ? -1 : 1;
  if (shape === 1) return `M0 ${-r * .9}H${side * r * .9}V${r * .9}H0Z`;
  if (shape === 2) return `M0 ${-r * 1.2}L${side * r * 1.2} 0L0 ${r * 1.2}Z`;
  return `M0 ${-r}A${r} ${r} 0 0 ${left ? 0 : 1} 0 ${r}Z`;
}

/** The two most probable parties, whatever contested has. */
export function topParties(model: Model, state: PlaceDay): [Party, Party] {
  const parties = state.s.filter(([index]) => index >= 0)
      .map(([index]) => model.data.parties[index] ?? GREY);
  const first = parties[0] ?? GREY;
  return [first, parties[1] ?? first];
}

function edge(shape: number, r: number, thin: boolean): SVGElement {
  return svg('path', {class: thin ? 'dl-edge dl-thin' : 'dl-edge', d: shapePath(shape, r)});
}

export function sureMark(party: Party, step: number, shape: number, r: number): SVGElement[] {
  const d = shapePath(shape, r);
  const sign = svg('text', {class: 'dl-sign', y: r * .4, 'font-size': r * 1.12}, party.sign);
  if (step >= 3) sign.style.fill = party.ink;
  return [svg('path', {class: 'dl-paper', d}),
          svg('path', {class: 'dl-fill', d, fill: party.colour, 'fill-opacity': STEP_OPACITY[step]}),
          sign];
}

export function splitMark(left: Party, right: Party, shape: number, r: number): SVGElement[] {
  return [svg('path', {class: 'dl-paper', d: shapePath(shape, r)}),
          svg('path', {d: halfPath(shape, r, true), fill: left.colour}),
          svg('path', {d: halfPath(shape, r, false), fill: right.colour}),
          svg('path', {d: shapePath(shape, r), fill: 'url(#dl-hatch)'})];
}

export const siegeRing = (shape: number, r: number): SVGElement =>
    svg('path', {class: 'dl-siege', d: shapePath(shape, r + RING - 1)});

export const changeRing = (r: number): SVGElement => svg('circle', {class: 'dl-changed', r: r + RING});

export interface MarkOptions {
  shape: number;
  radius: number;
  changed: boolean;
}

/** The parts of the mark of a place in that state. */
export function drawMark(model: Model, state: PlaceDay | null, options: MarkOptions): SVGElement[] {
  const {shape, radius, changed} = options;
  const top = state?.s[0];
  if (!state || !top) return [svg('circle', {class: 'dl-dot', r: Math.min(radius, 3)})];
  const parts: SVGElement[] = [];
  if (changed) parts.push(changeRing(radius));
  if (state.b) parts.push(siegeRing(shape, radius));
  if (top[0] === CONTESTED) {
    parts.push(...splitMark(...topParties(model, state), shape, radius));
  } else {
    parts.push(...sureMark(model.data.parties[top[0]] ?? GREY, beliefStep(top[1]), shape, radius));
  }
  parts.push(edge(shape, radius, isThin(state)));
  return parts;
}

/** A mark in a small drawing of its own, for legends and lists. */
export function chip(parts: SVGElement[], thin = false, size = 20): SVGElement {
  return svg('svg', {class: 'chip dl-map', viewBox: '-10 -10 20 20', width: size, height: size,
                     'aria-hidden': 'true'}, ...parts, edge(0, 8, thin));
}

export function stateChip(model: Model, state: number, size = 20): SVGElement {
  const party = state >= 0 ? model.data.parties[state] ?? GREY : GREY;
  const parts = state === CONTESTED
      ? splitMark({...GREY, colour: '#77756f'}, {...GREY, colour: '#b5b2aa'}, 0, 8)
      : sureMark(party, 4, 0, 8);
  return chip(parts, false, size);
}
