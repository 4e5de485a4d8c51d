import { Card } from 'antd';
import { Bar } from '../../../components/Bar';
import { ScrollList } from '../../../components/ScrollList';
import { formatNumber } from '../../../data/format';
import type { AssignmentPage } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** How many customers each owner has, and would have besides. */
export function AgentLoads({ agents }: { agents: AssignmentPage['agents'] }) {
  const { assignment: words } = useText();
  const { language } = useSession().state;
  const show = (count: number) => formatNumber(count, language);
  const most = Math.max(1, ...agents.map(({ owned, proposed, capacity }) => capacity ?? owned + proposed));
  return (
    <Card title={words.load}>
      <ScrollList label={words.load}>
        <ul className="plain-list stack" style={{ gap: 12 }}>
          {agents.map(({ agent, name, owned, proposed, capacity }) => (
            <li key={agent}>
              <div className="spread" style={{ marginBottom: 4 }}>
                <span>{name}</span>
                <span className="muted small number">
                  {words.loadTold(show(owned), show(proposed))}
                  {typeof capacity === 'number' && ` / ${show(capacity)}`}
                </span>
              </div>
              <Bar
                parts={[
                  { label: name, value: owned, tone: 'brand' },
                  { label: `${name} +`, value: proposed, tone: 'warning' },
                ]}
                total={most}
              />
            </li>
          ))}
        </ul>
      </ScrollList>
    </Card>
  );
}
