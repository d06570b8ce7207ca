// How days, numbers and speakers are said.
import {Actor, Claim, Model, PlaceDay, Speaker} from './data';

const UTC = {timeZone: 'UTC'} as const;
const LONG = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...UTC});
const SHORT = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', ...UTC});
const MEDIUM = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', ...UTC});

function formatted(format: Intl.DateTimeFormat, day: string): string {
  const time = Date.parse(day.slice(0, 10));
  return Number.isNaN(time) ? day : format.format(time).replace(',', '');
}
export const longDay = (day: string): string => formatted(LONG, day);
export const shortDay = (day: string): string => formatted(SHORT, day);
export const mediumDay = (day: string): string => formatted(MEDIUM, day);

/** Never quite 0 or 100: a belief does not reach them. */
export const percent = (thousandths: number): string =>
    thousandths >= 995 ? '>99 %' : thousandths < 5 ? '<1 %' : `${Math.round(thousandths / 10)} %`;

/** A word beside the number, after the scale that intelligence and climate reports use. */
export function likelihood(thousandths: number): string {
  if (thousandths >= 950) return 'almost certain';
  if (thousandths >= 800) return 'very likely';
  if (thousandths >= 600) return 'likely';
  return 'unclear';
}

export function plural(count: number, one: string, many = one + 's'): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

export function support(state: PlaceDay): string {
  if (state.r === 0 || state.d === undefined) return 'No report so far';
  const last = state.d === 0 ? 'the last of this day'
             : `the last ${plural(state.d, 'day')} before`;
  return `${plural(state.r, 'independent report')}, ${last}`;
}

/** No report, or none within a week; MapSupport::thin says the same. */
export const isThin = (state: PlaceDay): boolean =>
    state.r === 0 || state.d === undefined || state.d > 7;

const KINDS: Record<string, string> = {
  official: 'an official', military: 'the military', party: 'a party', monitor: 'a monitor',
  resident: 'a resident', witness: 'a witness', medic: 'a medic', agency: 'an agency',
  state_media: 'state media', media: 'media', analyst: 'an analyst', aid_group: 'an aid group',
  anonymous: 'unnamed sources',
};

function speakerName(model: Model, speaker: Speaker): string {
  return speaker.text || (speaker.id ? model.actorName(speaker) : KINDS[speaker.kind] ?? 'a source');
}

/** "SANA, citing a military source": each chain from the one who wrote to the one who saw. */
export function speakers(model: Model, claim: Claim): string {
  const outlet = model.doc(claim)?.outlet || 'the outlet';
  if (!claim.src?.length) return `${outlet}, in its own voice`;
  return claim.src.map((chain) => chain.map((one) => speakerName(model, one)).join(', citing '))
      .join(' and ');
}

export function actorNames(model: Model, actors: Actor[] | undefined): string {
  return (actors ?? []).map((actor) => model.actorName(actor)).join(', ');
}

/** The days that a claim speaks of, in words that never pass publication off as the event's day. */
export function whenSaid(model: Model, claim: Claim): string {
  const published = model.doc(claim)?.published;
  if (claim.when) {
    const {begin, end} = claim.when;
    return begin === end ? `of ${mediumDay(begin)}` : `of ${shortDay(begin)} – ${mediumDay(end)}`;
  }
  if (claim.status === 'ongoing') return published ? `true when written, ${mediumDay(published)}` : '';
  return 'day of event not said';
}

const STATUS: Record<string, string> = {
  happened: 'happened', ongoing: 'ongoing', possible: 'possible', intended: 'intended',
  conditional: 'conditional', hypothetical: 'hypothetical', denied: 'denied',
};
export const statusWord = (claim: Claim): string =>
    !claim.neg ? STATUS[claim.status] ?? word(claim.status)
    : claim.status === 'happened' ? 'did not happen'
    : claim.status === 'ongoing' ? 'is not so' : `negated, ${STATUS[claim.status] ?? claim.status}`;

/** True where the speaker says that it is or was so. */
export const asserted = (claim: Claim): boolean =>
    !claim.neg && (claim.status === 'happened' || claim.status === 'ongoing');

export const word = (name: string): string => name.replace(/_/g, ' ');
