// Places names beside marks, greedily by rank, as dateline/web/map_labels.cpp does, in screen pixels.

export interface Wish {
  text: string;
  x: number;
  y: number;
  radius: number;
  rank: number;
  weight: number;
  /** Goes before all others: the chosen place. */
  first: boolean;
  /** Drawn small; a name of rank 0 or 1 may cover it. */
  minor: boolean;
}
export interface Placed {
  wish: Wish;
  x: number;
  y: number;
  anchor: string;
  size: number;
}
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const SIZES = [14.5, 12.5, 11.5, 10.5];
const ROOM = [0, 1, 3, 5];
const GAP = 3;
/** Offset in units of the radius, anchor, and how far the base line lies below, of the size. */
const SPOTS: [number, number, string, number][] = [
  [1, 0, 'start', .35], [-1, 0, 'end', .35], [0, -1, 'middle', 0], [0, 1, 'middle', .8],
  [.75, -.75, 'start', .05], [.75, .75, 'start', .7], [-.75, -.75, 'end', .05],
  [-.75, .75, 'end', .7]];

const pen = document.createElement('canvas').getContext('2d');
const widths = new Map<string, number>();

function textWidth(text: string, size: number, rank: number): number {
  const key = `${rank > 1 ? '' : 'b'}${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (pen) pen.font = `${rank > 1 ? 400 : 700} 100px "Helvetica Neue",Helvetica,Arial,sans-serif`;
    width = pen ? pen.measureText(text).width / 100 : text.length * .55;
    widths.set(key, width);
  }
  return width * size;
}

export const overlap = (a: Box, b: Box): boolean =>
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

function boxOf(x: number, y: number, anchor: string, width: number, size: number): Box {
  const left = anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2;
  return {x0: x - left, y0: y - size * .78, x1: x - left + width, y1: y + size * .24};
}

const around = (wish: Wish): Box => ({
  x0: wish.x - wish.radius, y0: wish.y - wish.radius,
  x1: wish.x + wish.radius, y1: wish.y + wish.radius});

export function placeLabels(wishes: Wish[], width: number, height: number, scale: number,
                            obstacles: Box[]): {placed: Placed[]; taken: Box[]} {
  const order = [...wishes].sort((a, b) =>
      Number(b.first) - Number(a.first) || a.rank - b.rank || b.weight - a.weight);
  const marks = wishes.map(around);
  const taken = [...obstacles];
  const placed: Placed[] = [];
  for (const wish of order) {
    const rank = Math.max(0, Math.min(3, wish.rank));
    const size = (SIZES[rank] ?? 11) * scale, room = ROOM[rank] ?? 3;
    const length = textWidth(wish.text, size, rank), reach = wish.radius + GAP;
    const own = wishes.indexOf(wish);
    let best: {placed: Placed; box: Box} | undefined, least = Infinity;
    for (const [dx, dy, anchor, rise] of SPOTS) {
      const x = wish.x + dx * reach, y = wish.y + dy * reach + rise * size;
      const box = boxOf(x, y, anchor, length, size);
      if (box.x0 < 2 || box.y0 < 2 || box.x1 > width - 2 || box.y1 > height - 2) continue;
      const roomy = {x0: box.x0 - room, y0: box.y0 - room / 2, x1: box.x1 + room, y1: box.y1 + room / 2};
      if (taken.some((other) => overlap(other, roomy))) continue;
      let cost = 0;
      marks.forEach((mark, index) => {
        if (overlap(mark, index === own ? box : roomy)) {
          const other = wishes[index], strong = rank < 2 || wish.first;
          const may = other && index !== own && strong && (other.minor || other.rank >= rank + 2);
          cost += !may ? Infinity : other.minor ? 1 : 3;
        }
      });
      if (cost < least) [best, least] = [{placed: {wish, x, y, anchor, size}, box}, cost];
    }
    if (!best) continue;
    taken.push(best.box);
    placed.push(best.placed);
  }
  return {placed, taken: [...taken, ...marks]};
}
