import type { EChartsCoreOption } from 'echarts/core';
import { isShare, type ScoreUnit } from '../../../data/scores';

export interface Point {
  day: string;
  value: number | null;
}

/** A line over the months; scores between 0 and 100 keep that scale. */
export function trendOption(
  points: Point[],
  unit: ScoreUnit,
  show: (value: number) => string,
  now: string,
): EChartsCoreOption {
  const last = points.length - 1;
  return {
    animationDuration: 300,
    grid: { left: 8, right: 24, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: points.map(({ day }, place) => (place === last ? now : day.slice(0, 7))),
      axisTick: { show: false },
      axisLabel: { hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      ...(isShare(unit) && { min: 0, max: 100 }),
      splitNumber: 3,
      axisLabel: { formatter: show },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? show(value) : '—'),
    },
    series: [
      {
        type: 'line',
        data: points.map(({ value }) => value),
        symbol: 'circle',
        symbolSize: 7,
        areaStyle: { opacity: 0.08 },
        lineStyle: { width: 2 },
      },
    ],
  };
}
