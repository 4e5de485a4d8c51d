import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../../components/Chart';
import type { Attribution } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { usePalette } from '../../../theme/SchemeProvider';
import { creditOption } from './creditOption';
import { type Measure, MODELS } from './credits';

use([BarChart, GridComponent, LegendComponent, TooltipComponent]);

const BAR = 46;
const LEGEND = 90;

/** A bar for each model, divided among the channels. */
export default function CreditChart({ channels, measure }: { channels: Attribution['channels']; measure: Measure }) {
  const { attribution: words } = useText().analytics;
  const { language } = useSession().state;
  const palette = usePalette();
  const option = useMemo(
    () => creditOption(channels, measure, words, language, palette),
    [channels, measure, words, language, palette],
  );
  const spoken = channels.map(({ name }) => name).join(', ');
  return <Chart option={option} label={`${words.chart}: ${spoken}`} height={MODELS.length * BAR + LEGEND} />;
}
