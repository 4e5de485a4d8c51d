import { Card } from 'antd';
import { formatDay } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useStepName } from '../../state/useStepName';

/** Where a customer stands in journeys, and how those ended that it went through. */
export function JourneyList({ journeys = [] }: Pick<Customer, 'journeys'>) {
  const { journeys: words } = useText();
  const stepName = useStepName();
  if (journeys.length === 0) return null;
  return (
    <Card size="small" title={words.customer} data-testid="journeys">
      <ul className="plain-list stack" style={{ gap: 6 }}>
        {journeys.map(({ id, name, step, since, ending, entered }) => (
          <li key={`${id} ${entered}`}>
            <strong>{name}</strong>{' '}
            <span className="muted small">
              {ending
                ? words.ended(words.endings[ending] ?? ending, formatDay(since))
                : words.at(stepName(id, step), formatDay(since))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
