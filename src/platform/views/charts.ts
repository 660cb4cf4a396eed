import { type Table, type Text, type Tone } from './page.js';

/** Numbers for the SVG partials: no style, presentation attributes only; each has a sentence and a table. */
export interface Picture {
  readonly title: Text;
  readonly sentence: Text;
  readonly table: Table | null;
}

export interface DotMark {
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly label: Text;
  readonly href: string;
}

export interface DotsChart extends Picture {
  readonly width: number;
  readonly height: number;
  readonly dots: readonly DotMark[];
  readonly legend: readonly { readonly tone: Tone; readonly label: Text; readonly count: number }[];
}

const CELL = 34;

/** One dot for each thing, in rows of `perRow`; the tone has a shape of its own in the partial. */
export function dotsChart(
  picture: Picture,
  items: readonly { readonly tone: Tone; readonly label: Text; readonly href: string }[],
  legend: DotsChart['legend'],
  perRow = 10,
): DotsChart {
  const dots = items.map((item, i) => ({
    ...item,
    x: (i % perRow) * CELL + CELL / 2,
    y: Math.floor(i / perRow) * CELL + CELL / 2,
  }));
  const rows = Math.ceil(items.length / perRow);
  return { ...picture, width: perRow * CELL, height: Math.max(1, rows) * CELL, dots, legend };
}

export interface Bar {
  readonly label: Text;
  readonly value: number;
  readonly shown: Text;
  readonly y: number;
  readonly width: number;
  readonly valueX: number;
  readonly href: string | null;
}

export interface BarsChart extends Picture {
  readonly height: number;
  readonly bars: readonly Bar[];
}

const BAR_ROW = 36;
const BAR_WIDTH = 400;

/** Horizontal bars on one scale that begins at nothing. */
export function barsChart(
  picture: Picture,
  items: readonly { readonly label: Text; readonly value: number; readonly shown: Text; readonly href?: string }[],
): BarsChart {
  const most = Math.max(1, ...items.map(({ value }) => value));
  const bars = items.map((item, i) => ({
    ...item,
    href: item.href ?? null,
    y: i * BAR_ROW,
    width: Math.round((item.value / most) * BAR_WIDTH),
    valueX: 144 + Math.round((item.value / most) * BAR_WIDTH),
  }));
  return { ...picture, height: Math.max(1, items.length) * BAR_ROW, bars };
}

export interface Tile {
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly name: Text;
  readonly value: Text;
  readonly href: string;
}

export interface TilesChart extends Picture {
  readonly tiles: readonly Tile[];
}

/** The eight areas of the city as tiles without borders: a picture, not a map. (ux.md 3.4) */
const PLACES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  '320804': [1, 1],
  '320826': [1, 3],
  '320812': [2, 2],
  '320871': [2, 3],
  '320813': [3, 1],
  '320803': [3, 3],
  '320830': [4, 1],
  '320831': [4, 2],
};

const TILE_WIDTH = 132;
const TILE_HEIGHT = 84;

export function tilesChart(
  picture: Picture,
  areas: readonly { readonly code: string; readonly name: Text; readonly value: Text; readonly href: string }[],
): TilesChart {
  const tiles = areas.flatMap(({ code, name, value, href }) => {
    const place = PLACES[code];
    if (!place) return [];
    const [row, column] = place;
    return [{ row, column, x: (column - 1) * TILE_WIDTH, y: (row - 1) * TILE_HEIGHT, name, value, href }];
  });
  return { ...picture, tiles };
}

export interface SpanMark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly tone: Tone;
  readonly label: Text;
  readonly href: string;
}

export interface SpansChart extends Picture {
  readonly height: number;
  readonly marks: readonly SpanMark[];
  readonly fullHeight: number;
  readonly rows: readonly { readonly y: number; readonly textY: number; readonly label: Text; readonly href: string }[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

const SPAN_ROW = 22;
const SPAN_WIDTH = 600;

/** Spans of time on one axis, one row for each thing: who ran a function from when to when. */
export function spansChart(
  picture: Picture,
  rows: readonly {
    readonly label: Text;
    readonly href: string;
    readonly spans: readonly { readonly from: number; readonly to: number; readonly tone: Tone; readonly label: Text }[];
  }[],
  years: readonly [first: number, last: number],
): SpansChart {
  const [first, last] = years;
  const at = (year: number): number => Math.round(((year - first) / Math.max(1, last - first)) * SPAN_WIDTH);
  const marks = rows.flatMap(({ href, spans }, i) =>
    spans.map(({ from, to, tone, label }) => ({
      x: at(Math.max(first, from)),
      y: i * SPAN_ROW,
      width: Math.max(2, at(Math.min(last, to)) - at(Math.max(first, from))),
      tone,
      label,
      href,
    })),
  );
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => ({ x: at(first + i), label: String(first + i) }));
  return {
    ...picture,
    height: Math.max(1, rows.length) * SPAN_ROW,
    marks,
    fullHeight: Math.max(1, rows.length) * SPAN_ROW + 24,
    rows: rows.map(({ label, href }, i) => ({ y: i * SPAN_ROW, textY: i * SPAN_ROW + 13, label, href })),
    ticks,
  };
}
