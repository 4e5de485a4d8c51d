import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { tones } from '../../../app/theme';
import { Chart } from '../../../components/Chart';

use([BarChart, GridComponent]);

const HEIGHT = 180;

interface Bar {
  name: string;
  count: number;
}

/** How many there are of each. */
export function DistributionChart({ label, bars }: { label: string; bars: Bar[] }) {
  const option = useMemo(() => optionOf(bars), [bars]);
  const spoken = bars.map(({ name, count }) => `${name} ${count}`).join(', ');
  return <Chart option={option} label={`${label}: ${spoken}`} height={HEIGHT} />;
}

const optionOf = (bars: Bar[]) => ({
  animationDuration: 300,
  color: [tones.brand],
  grid: { left: 8, right: 8, top: 24, bottom: 4, containLabel: true },
  xAxis: { type: 'category', data: bars.map(({ name }) => name), axisTick: { show: false } },
  yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: tones.track } } },
  series: [
    {
      type: 'bar',
      barMaxWidth: 48,
      data: bars.map(({ count }) => count),
      label: { show: true, position: 'top' },
      itemStyle: { borderRadius: [4, 4, 0, 0] },
    },
  ],
});
