import { Card, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { Heading } from '../../components/Heading';
import type { Action, Control } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { ActionFilters } from './ActionFilters';
import { ActionTable } from './ActionTable';
import { CustomerTasks } from './CustomerTasks';
import { EVERYTHING, passing } from './filter';
import { RuleGroups } from './RuleGroups';
import { useDone } from './useDone';

const VIEWS = ['rule', 'list', 'customer'] as const;
type View = (typeof VIEWS)[number];

/** What should be done: rule by rule, customer by customer, or one after the other. */
export default function ActionsPage() {
  const text = useText();
  const { access } = useSession().state;
  const [view, setView] = useState<View>('rule');
  const views = VIEWS.map((value) => ({ value, label: text.actions.views[value] }));
  const actions = useAnswer((engine, now) => engine.actions({ now, ...access }), [access]);
  return (
    <div className="stack">
      <Heading
        title={text.actions.title}
        lead={text.actions.lead}
        extra={<Segmented aria-label={text.actions.view} value={view} options={views} onChange={setView} />}
      />
      <Answered answer={actions}>
        {({ rows, control = [] }) =>
          rows.length + control.length > 0 ? <Due actions={rows} control={control} view={view} /> : <NothingDue />
        }
      </Answered>
    </div>
  );
}

function Due({ actions, control, view }: { actions: Action[]; control: Control[]; view: View }) {
  const [filter, setFilter] = useState(EVERYTHING);
  const done = useDone();
  const shown = passing(actions, filter);
  const left = control.filter(({ rule }) => !filter.rule || rule === filter.rule);
  return (
    <>
      <ActionFilters actions={actions} filter={filter} onChange={setFilter} />
      {view === 'rule' && <RuleGroups actions={shown} control={left} onDone={done} />}
      {view === 'customer' && <CustomerTasks actions={shown} onDone={done} />}
      {view === 'list' && (
        <Card>
          <ActionTable actions={shown} onDone={done} />
        </Card>
      )}
    </>
  );
}

function NothingDue() {
  const text = useText();
  return (
    <Card>
      <Empty description={text.actions.empty}>
        <span className="muted">{text.actions.allDone}</span>
      </Empty>
    </Card>
  );
}
