import { Card, Statistic, Tag } from 'antd';
import { EditButton } from '../../../components/EditButton';
import { Meter } from '../../../components/Meter';
import { formatNumber } from '../../../data/format';
import type { JourneyCount } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useStepName } from '../../../state/useStepName';

const COLORS: Record<string, string> = { action: 'blue', wait: 'warning', branch: 'purple' };
const FIGURES = ['entered', 'standing', 'completed', 'goal', 'exited'] as const;

/** A journey: how many entered it and how they left it, and who stands at each step. */
export function JourneyCard({ journey, onEdit }: { journey: JourneyCount; onEdit: () => void }) {
  const { journeys: words } = useText();
  const { language } = useSession().state;
  const stepName = useStepName();
  return (
    <Card title={journey.name} extra={<EditButton name={journey.name} onClick={onEdit} />} data-testid="journey">
      <div className="metric">
        {FIGURES.map((figure) => (
          <Statistic key={figure} title={words[figure]} value={formatNumber(journey[figure], language)} />
        ))}
      </div>
      <ol className="plain-list" style={{ marginTop: 12 }} aria-label={words.steps}>
        {journey.steps.map(({ id, sort, count }) => (
          <li key={id}>
            <Meter
              label={stepName(journey.id, id)}
              badge={<Tag color={COLORS[sort]}>{words.sorts[sort] ?? sort}</Tag>}
              count={formatNumber(count, language)}
              value={count}
              total={journey.standing}
            />
          </li>
        ))}
      </ol>
    </Card>
  );
}
