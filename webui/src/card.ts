// One claim with its sentence, its speakers, its outlet and what the reading is worth.
import {Claim, Model} from './data';
import {h, outLink} from './dom';
import {State} from './state';
import {actorNames, asserted, mediumDay, speakers, statusWord, whenSaid, word} from './words';

const STATUS_HELP: Record<string, string> = {
  possible: 'The speaker does not say that it is so, only that it may be.',
  intended: 'Planned or vowed; not said to have happened.',
  conditional: 'Said to hold only if something else does.',
  hypothetical: 'Talked about without saying that it is so.',
  denied: 'The speaker rejects this claim.',
};

/** The sentence with the words of the claim marked. */
function sentence(claim: Claim): Node {
  const whole = claim.sentence ?? '', clause = claim.text ?? '';
  const at = clause ? whole.indexOf(clause) : -1;
  if (at < 0) return h('p.sentence', {}, whole || clause);
  return h('p.sentence', {}, whole.slice(0, at), h('mark', {}, clause),
           whole.slice(at + clause.length));
}

function actors(model: Model, claim: Claim): Node[] {
  const who = actorNames(model, claim.who), whom = actorNames(model, claim.whom);
  const party = model.partyOf(claim.who?.[0]?.id ?? '');
  const dot = h('i.dot', {'aria-hidden': 'true'});
  dot.style.background = party?.colour ?? 'transparent';
  const parts: Node[] = [];
  if (who) parts.push(h('span.who', {}, party ? dot : null, who));
  if (whom) parts.push(h('span.whom', {}, who ? h('span.arrow', {'aria-label': 'to'}, '→ ') : null, whom));
  return parts;
}

function places(model: Model, state: State, claim: Claim): Node[] {
  const seen = new Set<string>();
  return (claim.where ?? []).filter(({place}) => !seen.has(place) && seen.add(place))
      .map(({place, name, rel}) => {
        const prefix = rel && rel !== 'in' ? h('span.rel', {}, word(rel) + ' ') : null;
        if (!model.placeById.get(place)?.days.length) return h('span.place', {}, prefix, name);
        return h('span.place', {}, prefix,
                 h('button.link', {type: 'button', click: () => state.setPlace(place)}, name));
      });
}

function badges(claim: Claim): Node[] {
  const out: Node[] = [h(`span.badge.t-${claim.type}`, {}, word(claim.type))];
  if (!asserted(claim)) {
    out.push(h('span.badge.hedge', {title: STATUS_HELP[claim.status] ?? ''}, statusWord(claim)));
  }
  if (claim.bg) out.push(h('span.badge.plain', {title: 'History told to explain'}, 'history'));
  if (claim.attr) {
    out.push(h('span.badge.plain', {title: 'Said in passing, as in “rebel-held”'}, 'in passing'));
  }
  return out;
}

export interface CardOptions {
  /** Said under the claim: weight and belief before and after. */
  foot?: Node;
  /** Leave out the note that other claims contradict it. */
  plain?: boolean;
}

export function card(model: Model, state: State, index: number, options: CardOptions = {}): HTMLElement {
  const claim = model.data.claims[index];
  if (!claim) return h('article.card', {}, 'This claim is not in the report.');
  const doc = model.doc(claim);
  const confidence = Math.round(claim.conf * 100);
  const figures = (claim.quantities ?? [])
      .map((q) => `${q.value.toLocaleString('en-GB')} ${[q.of, q.unit].find((t) => t) ?? ''}`.trim());
  const against = options.plain ? 0 : model.contradictionsOfClaim.get(index)?.length ?? 0;
  return h(asserted(claim) ? 'article.card' : 'article.card.muted', {'data-claim': claim.id},
      h('div.line', {}, ...badges(claim), ...actors(model, claim), ...places(model, state, claim),
        figures.length ? h('span.figures', {}, figures.join(', ')) : null),
      model.data.text === 'none'
          ? h('p.sentence.left-out', {}, 'The sentence is not part of this report; follow the link to the outlet.')
          : sentence(claim),
      h('p.says', {}, h('span.speaker', {}, `says ${speakers(model, claim)}`),
        h('span.when', {}, whenSaid(model, claim))),
      h('p.origin', {},
        doc ? outLink(doc.url, doc.outlet || 'outlet not known') : 'dispatch not in this report',
        doc?.title ? h('span.title', {}, doc.title) : null,
        doc ? h('span', {}, `published ${mediumDay(doc.published)}`) : null,
        h('span', {title: 'The chance that the sentence was read rightly. It says nothing of whether the claim is true.'},
          `read with ${confidence} % confidence`)),
      against ? h('button.link.against', {type: 'button', click: () => state.setView('contradictions')},
                  against === 1 ? 'Another claim contradicts this' : `${against} claims contradict this`)
              : null,
      doc?.text !== undefined
          ? h('details.whole', {}, h('summary', {}, 'Whole text'), h('div.text', {}, doc.text)) : null,
      options.foot ?? null);
}
