import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { Chart } from '../../../components/Chart';
import { formatDay } from '../../../data/format';
import { formatScore, scoreUnit } from '../../../data/scores';
import type { Customer, PastScore } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { trendOption } from './trendOption';

use([LineChart, GridComponent, TooltipComponent]);

const HEIGHT = 190;

interface Props {
  score: Customer['scores'][number];
  history: PastScore[];
}

/** The values of a score, one a month. */
export default function TrendChart({ score, history }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const option = useMemo(() => {
    const unit = scoreUnit(score.id);
    const points = history.map(({ at, value }) => ({ day: formatDay(at), value: value ?? null }));
    return trendOption(points, unit, (value) => formatScore(value, unit, language, text), text.scores.now);
  }, [score.id, history, language, text]);
  const unit = scoreUnit(score.id);
  const spoken = history
    .filter(({ value }) => typeof value === 'number')
    .map(({ at, value }) => text.scores.at(formatDay(at), formatScore(value as number, unit, language, text)));
  return <Chart option={option} label={`${score.name}: ${spoken.join(', ')}`} height={HEIGHT} />;
}
