import type { EChartsCoreOption } from 'echarts/core';
import { bits, signed } from '../../data/format';
import type { Palette, Tone } from '../../theme/palette';

/** One piece of evidence: what it is called, what was found, and how much it counts. */
export interface Evidence {
  label: string;
  finding: string;
  weight: number;
}

interface Step extends Evidence {
  from: number;
  to: number;
}

/** Bars that each begin where the last one ended, and one for the sum. */
export function waterfall(evidence: Evidence[], total: string, palette: Palette): EChartsCoreOption {
  const steps = stepsOf(evidence);
  const end = steps.at(-1)?.to ?? 0;
  const all = [...steps, { label: total, finding: '', weight: end, from: 0, to: end }];
  return {
    animationDuration: 300,
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      axisLabel: { hideOverlap: true, formatter: (value: number) => String(value) },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: all.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { width: 130, overflow: 'break' },
    },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => told(all[dataIndex]),
    },
    series: barsOf(all, palette),
  };
}

function stepsOf(evidence: Evidence[]): Step[] {
  let sum = 0;
  return evidence.map((one) => {
    const from = sum;
    sum += bits(one.weight);
    return { ...one, weight: bits(one.weight), from: round(from), to: round(sum) };
  });
}

/** A bar may cross zero, so each is drawn as what lies below zero and what lies above. */
function barsOf(steps: Step[], palette: Palette) {
  const part = (name: string, length: (step: Step) => number, isShown: boolean, sign: 1 | -1) => ({
    name,
    type: 'bar',
    stack: sign > 0 ? 'above' : 'below',
    barGap: '-100%',
    barMaxWidth: 18,
    silent: !isShown,
    data: steps.map((step, index) => ({
      value: sign * length(step),
      itemStyle: {
        color: isShown ? palette[toneOf(step, index === steps.length - 1)] : 'transparent',
        borderRadius: 2,
      },
    })),
  });
  const low = (step: Step) => Math.min(step.from, step.to);
  const high = (step: Step) => Math.max(step.from, step.to);
  const label = {
    show: true,
    position: 'right',
    color: palette.muted,
    formatter: ({ dataIndex }: { dataIndex: number }) => signed(steps[dataIndex]?.weight ?? 0),
  };
  return [
    part('gap above', (step) => Math.max(low(step), 0), false, 1),
    { ...part('above', (step) => Math.max(high(step), 0) - Math.max(low(step), 0), true, 1), label },
    part('gap below', (step) => Math.max(-high(step), 0), false, -1),
    part('below', (step) => Math.max(-low(step), 0) - Math.max(-high(step), 0), true, -1),
  ];
}

function toneOf({ weight }: Step, isTotal: boolean): Tone {
  if (isTotal) return 'brand';
  return weight < 0 ? 'danger' : 'good';
}

const told = (step: Step | undefined): string =>
  step ? [step.label, step.finding, signed(step.weight)].filter((part) => part !== '').join('\n') : '';

const round = (value: number): number => Math.round(value * 10) / 10;
