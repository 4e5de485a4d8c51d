import { Alert, Card } from 'antd';
import { Answered } from '../../components/Answered';
import type { Checked } from '../../data/types';
import { useText } from '../../i18n/useText';
import type { Answer } from '../../state/useAnswer';
import { MatchCard } from './MatchCard';

const TYPES = { allow: 'success', warn: 'warning', block: 'error', link: 'info' } as const;

/** Whether the customer exists, and which one it is. */
export function VerdictPanel({ checked }: { checked: Answer<Checked> }) {
  const text = useText();
  const isWaiting = !checked.value && !checked.error;
  return (
    <Card title={text.entry.checkTitle} data-testid="verdict">
      {isWaiting && <span className="muted">{text.entry.waiting}</span>}
      <Answered answer={{ ...checked, isLoading: false }}>
        {({ verdict, matches }) => (
          <div className="stack" style={{ gap: 12 }}>
            <Alert
              showIcon
              type={TYPES[verdict]}
              title={text.entry.verdicts[verdict].title}
              description={text.entry.verdicts[verdict].text}
            />
            {matches.map((match) => (
              <MatchCard key={match.customerId} match={match} />
            ))}
          </div>
        )}
      </Answered>
    </Card>
  );
}
