// Packs the countries of world-atlas (TopoJSON) as dateline/web/world.h reads them.

import { codeOf } from './iso3166.mjs';

/** Size of one step in degrees; kWorldUnit of world.h. */
const UNIT = 0.002;
/** Points nearer than this to the line between their neighbours are dropped; degrees. */
const TOLERANCE = 0.003;

class Writer {
  bytes = [];
  count(value) {
    while (value > 127) {
      this.bytes.push((value & 127) | 128);
      value >>>= 7;
    }
    this.bytes.push(value);
  }
  signed(value) {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }
  text(value) {
    const bytes = Buffer.from(value, 'utf8');
    this.count(bytes.length);
    this.bytes.push(...bytes);
  }
}

/** Douglas and Peucker, 1973; keeps both ends, so that shared lines still meet. */
function simplify(points) {
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const open = [[0, points.length - 1]];
  while (open.length) {
    const [first, last] = open.pop();
    const [ax, ay] = points[first];
    const dx = points[last][0] - ax, dy = points[last][1] - ay;
    const length = Math.hypot(dx, dy);
    let far = -1, most = TOLERANCE;
    for (let i = first + 1; i < last; ++i) {
      const x = points[i][0] - ax, y = points[i][1] - ay;
      const off = length > 0 ? Math.abs(x * dy - y * dx) / length : Math.hypot(x, y);
      if (off > most) [far, most] = [i, off];
    }
    if (far > 0) {
      keep[far] = 1;
      open.push([first, far], [far, last]);
    }
  }
  return points.filter((_, i) => keep[i]);
}

export function packWorld(topology) {
  const { scale, translate } = topology.transform;
  const out = new Writer();
  out.bytes.push(...Buffer.from('DLW2'));
  out.count(topology.arcs.length);
  for (const arc of topology.arcs) {
    let x = 0, y = 0;
    const points = simplify(arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    }));
    out.count(points.length);
    let lastX = 0, lastY = 0;
    for (const point of points) {
      const gridX = Math.round(point[0] / UNIT), gridY = Math.round(point[1] / UNIT);
      out.signed(gridX - lastX);
      out.signed(gridY - lastY);
      [lastX, lastY] = [gridX, gridY];
    }
  }
  const countries = topology.objects.countries.geometries.filter((g) => g.arcs);
  out.count(countries.length);
  for (const country of countries) {
    const polygons = country.type === 'Polygon' ? [country.arcs] : country.arcs;
    out.text(codeOf(country));
    out.text(country.properties.name);
    out.count(polygons.length);
    for (const rings of polygons) {
      out.count(rings.length);
      for (const refs of rings) {
        out.count(refs.length);
        for (const ref of refs) out.signed(ref);
      }
    }
  }
  return Buffer.from(out.bytes);
}
