import type { EChartsCoreOption } from 'echarts/core';
import type { FunnelStage } from '../../data/types';

/** From the widest stage to the narrowest. */
const BLUES = ['#8fb2ff', '#a5c1ff', '#bad0ff', '#cedeff', '#dfe9ff', '#edf3ff'];

/** The stages as a funnel; each says how many came to it and which share came further. */
export function funnelOption(stages: FunnelStage[], labelOf: (stage: FunnelStage) => string): EChartsCoreOption {
  return {
    animationDuration: 300,
    color: BLUES,
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: 0,
        right: 0,
        top: 4,
        bottom: 4,
        minSize: '12%',
        gap: 4,
        label: {
          position: 'inside',
          color: '#172033',
          fontWeight: 600,
          lineHeight: 18,
        },
        emphasis: { disabled: true },
        silent: true,
        data: stages.map((stage) => ({ name: labelOf(stage), value: stage.reached })),
      },
    ],
  };
}
