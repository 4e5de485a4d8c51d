import { Card, Progress, Tag } from 'antd';
import { Reasons } from '../../../components/Reasons';
import { asName } from '../../../data/format';
import { formatScore, isShare, scoreUnit } from '../../../data/scores';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** A score with what it rests on; where it lies between 0 and 100, as a bar. */
export function ScoreCard({ score }: { score: Customer['scores'][number] }) {
  const text = useText();
  const { language } = useSession().state;
  const unit = scoreUnit(score.id);
  const shown = formatScore(score.value, unit, language, text);
  return (
    <Card size="small">
      <div className="spread">
        <strong>{score.name}</strong>
        {score.label && <Tag color="blue">{asName(score.label)}</Tag>}
      </div>
      {isShare(unit) && (
        <Progress percent={score.value} format={() => shown} size="small" status="normal" aria-label={score.name} />
      )}
      {!isShare(unit) && unit !== 'group' && <div className="number">{shown}</div>}
      <Reasons reasons={score.reasons} hasPoints={unit === 'points'} />
    </Card>
  );
}
