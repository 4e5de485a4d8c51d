import { Card, Empty, Tag } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { formatNumber } from '../../../data/format';
import type { AssignmentPage } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { AgentLoads } from './AgentLoads';
import { ProposalTable } from './ProposalTable';

const PAGE = 10;

/** Who would own which customers, and how many each would have then. */
export function Proposals() {
  const { access } = useSession().state;
  const [page, setPage] = useState(1);
  const answer = useAnswer(
    (engine, now) => engine.assign({ now, ...access, offset: (page - 1) * PAGE, limit: PAGE }),
    [page, access],
  );
  return (
    <Answered answer={answer}>
      {(proposed) => (
        <div className="grid-main">
          <ProposalCard proposed={proposed} page={page} onPage={setPage} />
          <AgentLoads agents={proposed.agents} />
        </div>
      )}
    </Answered>
  );
}

interface CardProps {
  proposed: AssignmentPage;
  page: number;
  onPage: (page: number) => void;
}

function ProposalCard({ proposed, page, onPage }: CardProps) {
  const { assignment: words } = useText();
  const { language } = useSession().state;
  const { total, unassigned } = proposed;
  return (
    <Card title={words.proposals(formatNumber(total, language))} data-testid="proposals">
      <div className="stack" style={{ gap: 12 }}>
        {total > 0 && <ProposalTable proposed={proposed} page={page} pageSize={PAGE} onPage={onPage} />}
        {total === 0 && unassigned.length === 0 && <Empty description={words.nobody} />}
        {unassigned.length > 0 && (
          <span className="hint small">
            <span className="muted">{words.unassigned}</span>
            {unassigned.map(({ code, text, count }) => (
              <Tag key={code}>
                {text} · {formatNumber(count, language)}
              </Tag>
            ))}
          </span>
        )}
      </div>
    </Card>
  );
}
