import { FunnelChart as Shape } from 'echarts/charts';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../components/Chart';
import { formatNumber } from '../../data/format';
import type { FunnelStage } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { usePalette } from '../../theme/SchemeProvider';
import { funnelOption } from './funnelOption';

use([Shape]);

const STAGE = 68;

/** How many customers came to each stage. */
export default function FunnelChart({ stages }: { stages: FunnelStage[] }) {
  const words = useText().funnel;
  const { language } = useSession().state;
  const palette = usePalette();
  const option = useMemo(() => {
    const labelOf = ({ name, reached, conversion }: FunnelStage) => {
      const count = `${name} ${formatNumber(reached, language)}`;
      return typeof conversion === 'number' ? `${count}\n${words.further(conversion)}` : count;
    };
    return funnelOption(stages, labelOf, palette);
  }, [stages, words, language, palette]);
  const spoken = stages.map(({ name, reached }) => `${name} ${reached}`).join(', ');
  return <Chart option={option} label={`${words.chart}: ${spoken}`} height={stages.length * STAGE} />;
}
