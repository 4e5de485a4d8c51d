import { GraphChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../../components/Chart';
import type { Contact, Power } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { usePalette } from '../../../theme/SchemeProvider';
import { powerGraph, rowsOf } from './powerGraph';

use([GraphChart, GridComponent, TooltipComponent]);

const ROW = 92;

interface Props {
  contacts: Contact[];
  power: Power;
}

/** Who decides, drawn. */
export default function PowerMap({ contacts, power }: Props) {
  const words = useText().power;
  const palette = usePalette();
  const option = useMemo(() => powerGraph(contacts, power, words, palette), [contacts, power, words, palette]);
  const rows = rowsOf(contacts, power, words);
  const names = (people: number[]) => people.map((place) => contacts[place]?.name ?? words.unnamed).join(', ');
  const spoken = rows.map(({ name, people }) => `${name} ${names(people)}`).join('; ');
  return <Chart option={option} label={`${words.title}: ${spoken}`} height={rows.length * ROW} />;
}
