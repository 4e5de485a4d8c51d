import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../../components/Chart';
import { formatNumber } from '../../../data/format';
import type { Language } from '../../../data/types';
import { useSession } from '../../../state/session';

use([BarChart, GridComponent]);

const HEIGHT = 150;

export interface Bar {
  name: string;
  count: number;
}

/** How many there are of each. */
export function DistributionChart({ label, bars }: { label: string; bars: Bar[] }) {
  const { language } = useSession().state;
  const option = useMemo(() => optionOf(bars, language), [bars, language]);
  const spoken = bars.map(({ name, count }) => `${name} ${count}`).join(', ');
  return <Chart option={option} label={`${label}: ${spoken}`} height={HEIGHT} />;
}

/** Every bar bears its number, so no scale is needed. */
const optionOf = (bars: Bar[], language: Language) => ({
  animationDuration: 300,
  grid: { left: 8, right: 8, top: 24, bottom: 4, containLabel: true },
  xAxis: { type: 'category', data: bars.map(({ name }) => name), axisTick: { show: false } },
  yAxis: { type: 'value', show: false },
  series: [
    {
      type: 'bar',
      barMaxWidth: 48,
      data: bars.map(({ count }) => count),
      label: {
        show: true,
        position: 'top',
        formatter: ({ value }: { value: number }) => formatNumber(value, language),
      },
      itemStyle: { borderRadius: [4, 4, 0, 0] },
    },
  ],
});
