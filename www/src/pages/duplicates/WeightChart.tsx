import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../components/Chart';
import { bits, signed } from '../../data/format';
import { comparisonLabel } from '../../data/ruleset';
import type { Explanation, Language } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { usePalette } from '../../theme/SchemeProvider';
import { type Evidence, waterfall } from './waterfall';

use([BarChart, GridComponent, TooltipComponent]);

const BAR = 30;

/** The match weight as a waterfall: from the prior, comparison by comparison, to the sum. */
export default function WeightChart({ pair }: { pair: Pick<Explanation, 'reasons'> }) {
  const text = useText();
  const { language } = useSession().state;
  const palette = usePalette();
  const { prior, total } = text.duplicates;
  const evidence = useMemo(() => evidenceOf(pair, language, prior), [pair, language, prior]);
  const option = useMemo(() => waterfall(evidence, total, palette), [evidence, total, palette]);
  const spoken = evidence.map(({ label, finding, weight }) => `${label} ${finding} ${signed(bits(weight))}`).join(', ');
  return <Chart option={option} label={spoken} height={(evidence.length + 2) * BAR} />;
}

function evidenceOf(pair: Pick<Explanation, 'reasons'>, language: Language, prior: string): Evidence[] {
  return pair.reasons.map(({ path, params, weight }) => ({
    label: path ? comparisonLabel(path, language) : prior,
    finding: params?.label ?? '',
    weight: weight ?? 0,
  }));
}
