import { Posit } from 'leeway';

const [size, centre, radius] = [520, 260, 180];

/** docs/posit-ring.svg: all posits of five bits, no exponent bits, on the ring that their bit strings make. */
export function positRing(): string {
  const p = new Posit(5, 0);
  const count = 2 ** p.n;
  const points = Array.from({ length: count }, (_, bits) => {
    // 0 at the bottom, counting up to the right; NaR at the top.
    const angle = Math.PI / 2 - (2 * Math.PI * bits) / count;
    const at = (r: number): [x: string, y: string] => [
      (centre + r * Math.cos(angle)).toFixed(1),
      (centre + r * Math.sin(angle)).toFixed(1),
    ];
    const value = p.decode(bits);
    const [[x, y], [bitsX, bitsY], [valueX, valueY]] = [at(radius), at(radius + 32), at(radius - 28)];
    const string = bits.toString(2).padStart(p.n, '0');
    const landmark = Number.isNaN(value) || [0, 1, -1].includes(value);
    return [
      `<circle cx="${x}" cy="${y}" r="${landmark ? 6 : 3.5}" class="${landmark ? 'landmark' : 'posit'}"/>`,
      `<text x="${bitsX}" y="${bitsY}" class="bits">${string}</text>`,
      `<text x="${valueX}" y="${valueY}" class="value">${Number.isNaN(value) ? 'NaR' : value}</text>`,
    ].join('\n  ');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img">
  <title>The ${count} posits of ${p.n} bits on a ring: NaR above, 0 below, 1 to the right, -1 to the left</title>
  <style>
    text { font: 11px sans-serif; text-anchor: middle; dominant-baseline: middle; fill: #222 }
    .bits { font-family: monospace; fill: #777 }
    .ring { fill: none; stroke: #bbb }
    .posit { fill: #4878a8 }
    .landmark { fill: #c44 }
    @media (prefers-color-scheme: dark) { text { fill: #ddd } .bits { fill: #999 } }
  </style>
  <circle cx="${centre}" cy="${centre}" r="${radius}" class="ring"/>
  ${points.join('\n  ')}
  <text x="${centre}" y="${centre}">${p.name}</text>
</svg>
`;
}
