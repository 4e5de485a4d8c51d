import type { EChartsCoreOption } from 'echarts/core';
import { stanceTone } from '../../../data/ruleset';
import type { Contact, Power } from '../../../data/types';
import type { Texts } from '../../../i18n/zh';
import type { Palette } from '../../../theme/palette';

const NODE = 30;
/** The line around somebody whom we do not know well, and what full strength adds to it. */
const THIN = 2;
const THICK = 7;
/** More people than these do not stand side by side. */
const ABREAST = 4;

/** Where the people stand: a row for each part in decisions, and one for those without. */
export function rowsOf(contacts: Contact[], power: Power, words: Texts['power']): { name: string; people: number[] }[] {
  const of = (wanted: string | null) =>
    contacts.flatMap(({ role }, place) =>
      (power.roles.some(({ id }) => id === role) ? role : null) === wanted ? [place] : [],
    );
  const rows = power.roles.map(({ id, name }) => ({ name, people: of(id) }));
  const others = of(null);
  return others.length > 0 ? [...rows, { name: words.noRole, people: others }] : rows;
}

/** The power map: stance by colour, strength by the width of the line, whoever is not reached hollow, arrows to superiors. */
export function powerGraph(
  contacts: Contact[],
  power: Power,
  words: Texts['power'],
  palette: Palette,
): EChartsCoreOption {
  const rows = rowsOf(contacts, power, words);
  const nodes = rows.flatMap(({ people }, y) =>
    people.map((place, i) => nodeOf(contacts[place] as Contact, place, spot(i, people.length, y), words, palette)),
  );
  return {
    animationDuration: 300,
    grid: { left: 84, right: 12, top: 8, bottom: 8 },
    xAxis: { type: 'value', min: 0, max: 1, show: false },
    yAxis: {
      type: 'value',
      inverse: true,
      min: -0.5,
      max: rows.length - 0.5,
      interval: 0.5,
      axisLine: { show: false },
      axisTick: { show: false },
      // A row is bounded by lines; what stands on it is not crossed by one.
      splitLine: { lineStyle: { color: [palette.track, 'transparent'] } },
      axisLabel: {
        color: palette.ink,
        width: 76,
        overflow: 'break',
        formatter: (y: number) => (Number.isInteger(y) ? (rows[y]?.name ?? '') : ''),
      },
    },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      formatter: ({ data }: { data: { told?: string } }) => data.told ?? '',
    },
    series: [
      {
        type: 'graph',
        coordinateSystem: 'cartesian2d',
        symbolSize: NODE,
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 9,
        lineStyle: { color: palette.neutral, width: 1.5, curveness: 0.12, opacity: 0.9 },
        label: {
          show: true,
          position: 'bottom',
          color: palette.ink,
          width: 84,
          overflow: 'truncate',
          backgroundColor: palette.surface,
        },
        emphasis: { focus: 'adjacency' },
        data: nodes.sort((a, b) => Number(a.id) - Number(b.id)),
        links: power.edges.map(({ from, to }) => ({ source: String(from), target: String(to) })),
      },
    ],
  };
}

/** Side by side; of many, every other one a little lower. */
function spot(i: number, count: number, y: number): [number, number] {
  const drop = count <= ABREAST ? -0.12 : i % 2 === 0 ? -0.28 : 0.1;
  return [(i + 1) / (count + 1), y + drop];
}

function nodeOf(contact: Contact, place: number, value: [number, number], words: Texts['power'], palette: Palette) {
  const color = palette[stanceTone(contact.stance)];
  return {
    id: String(place),
    name: contact.name ?? words.unnamed,
    value,
    told: told(contact, words),
    itemStyle: {
      color: contact.reached ? color : palette.surface,
      borderColor: color,
      borderWidth: THIN + (THICK * (contact.strength ?? 0)) / 100,
      opacity: 1,
    },
  };
}

/** What is known of somebody, line by line. */
function told(contact: Contact, words: Texts['power']): string {
  const lines = [
    contact.name ?? words.unnamed,
    [contact.title, contact.department].filter(Boolean).join(' · '),
    typeof contact.strength === 'number' && words.strengthOf(contact.strength),
    contact.reportsTo && words.reportsTo(contact.reportsTo),
    contact.reached ? words.isReached : words.notReached,
  ];
  return lines.filter(Boolean).join('\n');
}
