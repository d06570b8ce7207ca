// The data that dateline/web/report_json.cpp writes, and look-ups over it.

/** Index of a party in `parties`, -1 for contested, -2 for one that is no state of control. */
export type State = number;
export const CONTESTED = -1;

export interface Party {
  id: string;
  name: string;
  colour: string;
  /** Colour of letters on `colour`. */
  ink: string;
  sign: string;
}

export interface PlaceDay {
  /** States, most probable first, with the probability in thousandths. */
  s: [State, number][];
  /** Independent reports so far. */
  r: number;
  /** Days since the last report. */
  d?: number;
  /** Actor by whom the place is besieged. */
  b?: string;
  /** Indices into the place's `why`, in the order of applying. */
  w?: number[];
}

/** Claim or -1, kind, reason, favoured state, weight, thousandths before, thousandths after. */
export type Influence = [number, string, string, State, number, number, number];

export interface Place {
  id: string;
  name: string;
  kind: string;
  shape: number;
  lat: number;
  lng: number;
  pop: number;
  region: string;
  days: (PlaceDay | null)[];
  why: Influence[];
}

export interface Doc {
  id: string;
  title: string;
  outlet: string;
  url: string;
  published: string;
  text?: string;
}

export interface Actor {
  id: string;
  text: string;
}
export interface Speaker extends Actor {
  kind: string;
}

export interface Claim {
  id: string;
  doc: number;
  type: string;
  status: string;
  conf: number;
  neg?: boolean;
  bg?: boolean;
  attr?: boolean;
  who?: Actor[];
  whom?: Actor[];
  where?: {place: string; name: string; rel: string}[];
  when?: {begin: string; end: string; text: string};
  src?: Speaker[][];
  quantities?: {value: number; unit: string; of: string}[];
  text?: string;
  sentence?: string;
}

export interface Contradiction {
  a: number;
  b: number;
  place: string;
  kind: string;
}

export interface Data {
  version: number;
  title: string;
  theatre: string;
  made_with: string;
  text: 'none' | 'sentence' | 'full';
  days: string[];
  start: number;
  parties: Party[];
  actors: Record<string, string>;
  places: Place[];
  documents: Doc[];
  claims: Claim[];
  contradictions: Contradiction[];
  /** Lines between the ground of two places: left, right, then steps in ten-thousandths of a degree. */
  ground: number[][];
  notes: string[];
}

/** How a claim belongs to a day. */
export type DayTie = 'day' | 'span' | 'written' | 'published';

/** A claim said of more days than this belongs to a span, not to each of its days. */
const DAY_SPAN = 3;

export class Model {
  readonly placeById = new Map<string, Place>();
  /** Indices of the claims that name a place. */
  readonly claimsOfPlace = new Map<string, number[]>();
  readonly contradictionsOfClaim = new Map<number, Contradiction[]>();

  constructor(readonly data: Data) {
    for (const place of data.places) this.placeById.set(place.id, place);
    data.claims.forEach((claim, index) => {
      for (const where of claim.where ?? []) {
        const list = this.claimsOfPlace.get(where.place) ?? [];
        if (list[list.length - 1] !== index) list.push(index);
        this.claimsOfPlace.set(where.place, list);
      }
    });
    for (const pair of data.contradictions) {
      for (const claim of [pair.a, pair.b]) {
        const list = this.contradictionsOfClaim.get(claim) ?? [];
        list.push(pair);
        this.contradictionsOfClaim.set(claim, list);
      }
    }
  }

  static read(): Model {
    const text = document.getElementById('data')?.textContent ?? '{}';
    return new Model(JSON.parse(text) as Data);
  }

  doc(claim: Claim): Doc | undefined {
    return claim.doc < 0 ? undefined : this.data.documents[claim.doc];
  }

  at(place: Place, day: number): PlaceDay | null {
    return place.days[day] ?? null;
  }

  stateName(state: State): string {
    if (state === CONTESTED) return 'Contested';
    return this.data.parties[state]?.name ?? 'another party';
  }

  /** The party of the state or the nearest above the actor's id. */
  partyOf(actor: string): Party | undefined {
    let best: Party | undefined;
    for (const party of this.data.parties) {
      const within = actor === party.id || actor.startsWith(party.id + '.');
      if (within && (!best || party.id.length > best.id.length)) best = party;
    }
    return best;
  }

  actorName(actor: Actor): string {
    if (!actor.id) return actor.text;
    return this.data.actors[actor.id] ?? this.partyOf(actor.id)?.name ?? (actor.text || actor.id);
  }

  /** How the claim belongs to the day; undefined where it does not. */
  tie(claim: Claim, day: string): DayTie | undefined {
    if (claim.when) {
      if (day < claim.when.begin || day > claim.when.end) return undefined;
      return daysBetween(claim.when.begin, claim.when.end) < DAY_SPAN ? 'day' : 'span';
    }
    if (this.doc(claim)?.published.slice(0, 10) !== day) return undefined;
    return claim.status === 'ongoing' ? 'written' : 'published';
  }

  /** The day by which claims are put in order. */
  sortDay(claim: Claim): string {
    return claim.when?.end ?? this.doc(claim)?.published.slice(0, 10) ?? '';
  }

  /** Claims tied to each day, without background: the heights of the slider's bars. */
  dayCounts(): number[] {
    return this.data.days.map((day) => this.data.claims.filter((claim) => {
      const tie = this.tie(claim, day);
      return tie !== undefined && tie !== 'span' && !claim.bg;
    }).length);
  }
}

export function daysBetween(begin: string, end: string): number {
  return Math.round((Date.parse(end) - Date.parse(begin)) / 86400000);
}
