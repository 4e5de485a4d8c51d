import type { EChartsCoreOption } from 'echarts/core';
import type { FunnelStage } from '../../data/types';
import type { Palette } from '../../theme/palette';

/** From the widest stage to the narrowest. */
const stagesOf = (palette: Palette) => [
  palette.stage1,
  palette.stage2,
  palette.stage3,
  palette.stage4,
  palette.stage5,
  palette.stage6,
];

/** The stages as a funnel; each says how many came to it and which share came further. */
export function funnelOption(
  stages: FunnelStage[],
  labelOf: (stage: FunnelStage) => string,
  palette: Palette,
): EChartsCoreOption {
  return {
    animationDuration: 300,
    color: stagesOf(palette),
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
        itemStyle: { borderWidth: 0 },
        label: {
          position: 'inside',
          color: palette.ink,
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
